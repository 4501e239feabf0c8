"""Supervised matters (督办事项): what leaders asked for, followed until it is done."""
