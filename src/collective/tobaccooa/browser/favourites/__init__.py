"""Favourites: the star of a document, and the list."""
