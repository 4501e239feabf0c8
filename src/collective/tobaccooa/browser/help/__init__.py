"""Help in plain Chinese: a page for each step, and the tour of the first sign-in."""
