"""Draws from a stored seed: whoever knows the seed can repeat every one of them. Pure."""

import hashlib


def draw(seed: str, *parts: object) -> int:
    """A number nobody chose, the same each time for the same seed and parts."""
    said = "\x1f".join((seed, *(str(part) for part in parts)))
    return int.from_bytes(hashlib.sha256(said.encode()).digest(), "big")


def commitment(seed: str) -> str:
    """What is published of a seed before it is used: afterwards everybody can check that it was not changed."""
    return hashlib.sha256(f"jury-seed:{seed}".encode()).hexdigest()
