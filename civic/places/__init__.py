"""Areas and grid cells, and which of them holds a point."""
