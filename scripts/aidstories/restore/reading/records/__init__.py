"""Bytes that hold many articles → one part for each: feeds, JSON, tables, dumps, archives."""
