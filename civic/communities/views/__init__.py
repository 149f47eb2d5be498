"""The pages of the corners: everybody's, and the committee's desk."""
