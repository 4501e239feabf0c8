"""REST services of required reading."""
