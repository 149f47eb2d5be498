"""The pages of a vote: for everybody, and for whoever is responsible."""
