"""Stories as files: their format, the store, checks, import and editing."""
