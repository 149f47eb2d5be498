"""What people and machines may hand in about a case."""
