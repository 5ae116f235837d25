"""Books of stories (EPUB 3): of values that several stories share, and of all."""

from aidstories.site.takeaway.books.shelf import (
    MOST,
    ListBook,
    Shelf,
    books_of,
    chapter_name,
    identifier,
    list_book,
    story_volume,
    translated_book,
    value_book,
    volumes,
    whole_book,
    write_files,
)

__all__ = [
    "MOST",
    "ListBook",
    "Shelf",
    "books_of",
    "chapter_name",
    "identifier",
    "list_book",
    "story_volume",
    "translated_book",
    "value_book",
    "volumes",
    "whole_book",
    "write_files",
]
