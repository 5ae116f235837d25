"""Books of stories (EPUB 3): of each story, of values that several stories share, and of all."""

from aidstories.site.takeaway.books.shelf import (
    Shelf,
    book_files,
    story_book,
    value_book,
    write_files,
)

__all__ = ["Shelf", "book_files", "story_book", "value_book", "write_files"]
