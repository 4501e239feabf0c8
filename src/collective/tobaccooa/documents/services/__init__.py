"""REST services of documents: thin edges that parse, call the domain and render."""
