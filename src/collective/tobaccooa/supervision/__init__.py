"""Supervision: urging, boards, supervised matters, statistics."""
