"""REST services about the columns of a portal."""
