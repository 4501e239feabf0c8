"""Cleaning of what is pasted into articles; see README.md."""
