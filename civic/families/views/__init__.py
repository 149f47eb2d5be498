"""The pages of families, and of those who look after what is kept of children."""
