"""Append-only, hash-chained timelines, for whoever keeps one."""
