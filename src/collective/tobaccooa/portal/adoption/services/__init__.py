"""REST services of adoption."""
