"""Assistants and absence: who acts for whom, and what was done in one's name."""
