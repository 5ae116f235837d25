"""Books of stories (EPUB 3): of values that several stories share, and of all."""

from aidstories.site.takeaway.books.shelf import (
    ListBook,
    Shelf,
    chapter_name,
    identifier,
    list_book,
    story_volume,
    translated_book,
    value_book,
    volumes,
    write_files,
)

__all__ = [
    "ListBook",
    "Shelf",
    "chapter_name",
    "identifier",
    "list_book",
    "story_volume",
    "translated_book",
    "value_book",
    "volumes",
    "write_files",
]
