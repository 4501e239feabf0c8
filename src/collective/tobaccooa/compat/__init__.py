"""Shims for other packages: one module per package, each with the condition for its removal."""
