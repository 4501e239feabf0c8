"""Front pages, pages of columns and items, and the frame around them."""
