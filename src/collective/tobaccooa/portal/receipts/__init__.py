"""Required reading and unread marks of notices."""
