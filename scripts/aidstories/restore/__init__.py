"""Text → text: a capture becomes the articles that the newspaper printed.

`restore.run` does it. It is not imported here, so that who only replays a ledger need not load
what makes one.
"""
