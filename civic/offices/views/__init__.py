"""The catalogue for everybody, and the pages on which the city edits it."""
