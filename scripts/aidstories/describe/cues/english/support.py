"""Who backs and sends: by so many words, by teams, in pairs."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue
from aidstories.describe.cues.english.words import SEND

SUPPORT = (
    cue(
        "backed by",
        Part.GIVES,
        4,
        "the hospital is supported by |Guangdong|",
        "the hospital is passed by |Guangdong| trucks",
        before=r"\b(?:supported|assisted|aided|helped|backed|funded|donated|sponsored|provided|built)"
        r" by (?:the )?(?:government of )?",
        signs="b",
    ),
    cue(
        "sent by",
        Part.GIVES,
        5,
        "a team sent by |Jiangsu| Province",
        "a team seen by |Jiangsu| Province",
        before=rf"{SEND} (?:[\w ]{{0,20}} )?by (?:the )?",
        signs="b",
    ),
    cue(
        "team of here",
        Part.GIVES,
        4,
        "|Fujian|'s eighth medical team to Tibet",
        "|Fujian|'s eighth medical school",
        behind=r"(?:['’]s)?(?: [\w'’-]+){0,2} (?:medical|aid|assistance|doctors'?)"
        r" (?:aid |assistance )?teams?\b",
        signs="dn",
    ),
    cue(
        "team of here, by where it goes",
        Part.GIVES,
        4,
        "|Fujian|’s eighth |Tibet Medical Team",
        "|Fujian|’s eighth |Tibet Medical School",
        behind=r"(?:['’]s)?(?: [\w-]+){0,2} (?:Tibet|Xizang|Xinjiang|Qinghai)"
        r"(?: (?:Aid|Assistance))? (?:Medical|medical) (?:Team|team)\b",
        across=True,
    ),
    cue(
        "partner in work together",
        Part.GIVES,
        4,
        "Through cooperation with |Chongqing|, the city's hospitals improved",
        "Through roads to |Chongqing|, the city's hospitals improved",
        before=r"\b(?:(?:cooperation|collaboration|partnership) with"
        r"|(?:help|support|assistance|aid|programs?|programmes?|funds?|donations?|partners)"
        r" (?:from|of)) (?:the )?",
        signs="fw",
    ),
    cue(
        "paired with",
        Part.GIVES,
        4,
        "|Fujian| has been paired with the prefecture",
        "|Fujian| has been a friend of the prefecture",
        behind=r"(?: (?:Province|Municipality|City))? (?:is|was|has been|had been) paired"
        r" (?:up )?with\b",
        signs="w",
    ),
    cue(
        "sends",
        Part.GIVES,
        4,
        "|Fujian| Province has sent eight teams",
        "|Fujian| Province has eight hospitals",
        behind=r"(?: (?:Province|Municipality|City))?(?: [\w'’]+){0,5}? "
        rf"(?:{SEND}|donated|aided|aids|assisted|assists|supported|supports"
        r"|(?:has |have )?(?:invested|allocated|contributed))\b",
        signs="adeginosuv",
    ),
)
