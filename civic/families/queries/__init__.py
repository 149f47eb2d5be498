"""What a family sees of what is kept, and what an audit counts."""
