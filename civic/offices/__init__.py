"""Offices, officers and their posts, matters, who answers for what and how fast."""
