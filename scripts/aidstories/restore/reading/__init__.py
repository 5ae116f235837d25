"""Bytes are text already: text, Markdown or HTML → blocks of a draft, nothing repaired yet."""
