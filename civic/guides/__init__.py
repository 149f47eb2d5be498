"""Notices, guides and rules that officials publish for everybody."""
