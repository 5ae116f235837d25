"""Share cards: a picture of each story for those who pass it on, drawn while the site is built."""

from aidstories.site.takeaway.cards.drawing import Press
from aidstories.site.takeaway.cards.shelf import Picture, Shelf, make_cards

__all__ = ["Picture", "Press", "Shelf", "make_cards"]
