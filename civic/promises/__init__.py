"""What the city said it would do: who owns it, by which day, how far it is, and whether it was kept."""
