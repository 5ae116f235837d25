"""Among how many lines from its top a page shows its head."""

TITLE_LINES = 3
"""Lines from the top among which a title stands that has its day, its writers or its paper with it,
chosen by hand."""
HEAD_LINES = 12
"""Lines among which a page shows its title, its source and who told it, chosen by hand."""
