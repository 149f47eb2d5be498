"""Commands for the ground: registers in and out."""
