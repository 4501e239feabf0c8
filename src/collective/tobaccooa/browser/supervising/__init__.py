"""Pages of supervision: the board (在办督查), urging from it, and what a leader was told of."""
