"""Zones: what each line around the running text is, decided for a whole page at once."""
