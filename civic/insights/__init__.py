"""Scores and figures: reads all, acts on nothing."""
