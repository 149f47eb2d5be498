"""Commands for the ground."""
