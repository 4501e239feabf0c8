"""Official documents that are open on initiative, shown in a column (信息公开)."""
