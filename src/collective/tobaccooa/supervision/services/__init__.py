"""REST services of supervision."""
