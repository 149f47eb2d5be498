"""What people of the track, children and families hand in."""
