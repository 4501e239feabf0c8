"""Pages of supervised matters (督办事项): lists, one matter, making one, the month's report."""
