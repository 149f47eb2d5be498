"""A person's own page: my cases, and erase me."""
