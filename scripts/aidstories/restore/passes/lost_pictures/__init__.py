"""Captions whose pictures a capture lost: amid its text they look like headings."""
