"""Pages of courses and qualifications."""
