"""Bytes that hold many articles → one part for each: feeds, JSON, tables, dumps, archives."""

from __future__ import annotations

from collections.abc import Mapping

from aidstories.restore.reading.extraction import Part

FIELD_NAMES = ("title", "author", "source", "date", "url", "body")
"""The fields that a record may have."""


def is_feed(text: str) -> bool:
    """Return whether ``text`` is a feed."""
    return False


is_json = is_sql = is_table = is_feed


def is_warc(data: bytes) -> bool:
    """Return whether ``data`` is a WARC file."""
    return False


def read_feed(text: str) -> tuple[Part, ...]:
    """Return one part for each item."""
    return (Part(text=text),)


def read_json(text: str, mapping: Mapping[str, str]) -> tuple[Part, ...]:
    """Return one part for each object."""
    return (Part(text=text),)


read_sql = read_table = read_json
