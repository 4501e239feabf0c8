"""What of the portals may be kept where, and who is told when it changes."""
