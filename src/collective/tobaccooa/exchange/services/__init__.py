"""REST services of deliveries."""
