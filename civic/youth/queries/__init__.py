"""What is asked of the track."""
