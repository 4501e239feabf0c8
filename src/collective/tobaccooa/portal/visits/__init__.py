"""How often items and front pages are seen, counted without writing on a read."""
