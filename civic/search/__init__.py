"""One index over both databases: a public and a desk side."""
