"""Books of stories (EPUB 3): of values that several stories share, and of all."""
