"""Captures → stories: prepared, given ids, merged with what editors changed, written."""
