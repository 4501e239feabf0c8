"""Services of supervised matters."""
