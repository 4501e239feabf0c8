"""REST services of the portals."""
