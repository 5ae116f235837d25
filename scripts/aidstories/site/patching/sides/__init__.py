"""Both archives, before and after, read only where they differ."""
