"""Pages with a place for every line → text in reading order: PDF, and what recognition saw."""
