"""Letterheads (文头), seals (印章) and the frozen form of a signed document."""
