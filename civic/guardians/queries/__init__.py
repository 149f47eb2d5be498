"""What is asked of children and who answers for them."""
