"""What is printed about a document: the handling sheet."""
