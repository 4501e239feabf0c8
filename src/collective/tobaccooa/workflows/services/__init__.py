"""REST: the decisions of a document."""
