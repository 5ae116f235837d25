"""Houses that bear the name of a place."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue
from aidstories.describe.cues.english.words import HOUSE

HOUSES = (
    cue(
        "house of here",
        Part.RECEIVES,
        2,
        "|Lhasa| People's Hospital",
        "|Lhasa| is high",
        behind=r"(?: (?:Municipal|Prefecture|City|County|District|Regional|Autonomous Region))?"
        rf"(?: \w+)? ?People['’]s {HOUSE}",
        signs="'’",
    ),
    cue(
        "house of here, named before",
        Part.RECEIVES,
        2,
        "a surgeon of the People's Hospital of |Lhasa|, said",
        "a surgeon of the Hospital of |Lhasa| Medical College said",
        before=r"\bPeople['’]s Hospital of (?:the )?",
        behind=r"(?! (?:\w+ ){0,3}(?:University|College|School))",
    ),
)
