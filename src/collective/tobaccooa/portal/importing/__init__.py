"""Import of articles from folders and feeds, and columns fed from outside; see README.md."""
