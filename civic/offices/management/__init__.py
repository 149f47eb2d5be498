"""Commands about the calendar."""
