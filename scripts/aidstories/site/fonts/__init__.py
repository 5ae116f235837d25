"""Tibetan letters: as much of the font as a page needs."""
