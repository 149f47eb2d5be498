"""The pages of suggestions: list and map, one of them, rounds."""
