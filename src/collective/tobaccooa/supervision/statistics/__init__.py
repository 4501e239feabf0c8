"""Statistics (统计): documents out and in, time per step, what was late, paper saved."""
