"""Pages of the statistics (统计)."""
