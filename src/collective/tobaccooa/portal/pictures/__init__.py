"""Every picture small and clean, see README.md."""
