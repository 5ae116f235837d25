"""Share cards: a picture of each story for those who pass it on, drawn while the site is built."""

from aidstories.site.takeaway.cards.drawing import Press
from aidstories.site.takeaway.cards.shelf import NAME, Picture, Shelf, make_cards, story_card

__all__ = ["NAME", "Picture", "Press", "Shelf", "make_cards", "story_card"]
