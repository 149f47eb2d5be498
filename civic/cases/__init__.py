"""The record: case, photos, contact, timeline, table of moves."""
