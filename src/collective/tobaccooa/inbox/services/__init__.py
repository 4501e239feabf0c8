"""REST services of the inbox."""
