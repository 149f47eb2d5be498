"""A community's corner: what residents raise there, what they agree and do about it, and what came of it."""
