"""Journeys that end in aid, and places that a disaster struck: asked before other journeys."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue
from aidstories.describe.cues.english.words import STAFF

RELIEF = (
    cue(
        "place that a disaster struck",
        Part.RECEIVES,
        2,
        "relief work in quake-hit |Nyalam| county",
        "relief work in snow-white |Nyalam| county",
        before=r"(?:quake|flood|disaster|landslide)-(?:hit|stricken|struck|affected) "
        r"(?:[A-Z][a-z]{2,16}(?:, and |, | and )){0,5}",
        across=True,
        signs="-",
    ),
    cue(
        "journey to treat people",
        Part.RECEIVES,
        3,
        "volunteers went to |Lhasa|, Chamdo and Nyingchi to provide consultations",
        "volunteers went to |Chengdu| to see the pandas",
        before=rf"{STAFF}\b[^.;,]{{0,60}}\b(?:travel\w{{0,6}}|went|goes|going|go|flew|headed)"
        r" to (?:the )?(?:[A-Z]\w{2,20}(?:, and |, | and )){0,3}",
        behind=r"[^.;]{0,60}? to (?:provide|offer|treat|give|perform|help|assist|support)\b",
        across=True,
        signs="t",
    ),
)
