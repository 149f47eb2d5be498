"""Following: who is told of what happens, when, and how she stops it."""
