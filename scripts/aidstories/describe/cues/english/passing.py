"""Places that are named in passing: of journeys for another end, of lives."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue
from aidstories.describe.cues.english.words import STAFF

PASSING = (
    cue(
        "journey for another end",
        Part.NAMED,
        0,
        "nurses were trained in |Chengdu|",
        "nurses arrived in |Chengdu|",
        before=rf"(?:train\w{{0,12}}(?! (?:room|cent|base|class|school)|(?: \w+){{0,3}} {STAFF})"
        r"|stud(?:y|ied|ying)|conference|travel\w{0,12}"
        r"(?! (?:around|across|through)\b)|transfer\w{0,12}|went|going|go|trips?"
        r"|visit\w{0,12}(?!(?: \w+){1,2} (?:villages|towns|townships|homes|households|families))"
        r"|exchanges?|flew)\b[^.;,]{0,30}\b(?:in|to|at|from|with) (?:the )?",
        signs="fntw",
    ),
    cue(
        "life of a person",
        Part.NAMED,
        0,
        "She was born in |Gansu|",
        "She was seen in |Gansu|",
        before=r"(?:(?:born|native|raised|grew up|hails?)\b[^.;,]{0,20}|graduated?\b[^.;,]{0,60})"
        r"\b(?:in|of|from) (?:the )?",
        signs="fn",
    ),
)
