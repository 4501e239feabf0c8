"""Articles and pictures of the demo world: invented throughout."""
