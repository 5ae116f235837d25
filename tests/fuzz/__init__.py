"""Readers of what others wrote, given bytes of any kind: an answer, or an error that says why."""
