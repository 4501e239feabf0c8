"""Notices: what a person is told besides their work lists. Say it by `telling.tell()`."""
