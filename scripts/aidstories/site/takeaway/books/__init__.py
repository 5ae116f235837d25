"""Books of stories (EPUB 3): of each story, of values that several stories share, and of all."""

from aidstories.site.takeaway.books.shelf import (
    Shelf,
    list_book,
    story_book,
    value_book,
    volumes,
    write_files,
)

__all__ = ["Shelf", "list_book", "story_book", "value_book", "volumes", "write_files"]
