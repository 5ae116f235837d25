"""Where aid arrives, and what those who came do there."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue
from aidstories.describe.cues.english.words import STAFF

ARRIVALS = (
    cue(
        "arrival",
        Part.RECEIVES,
        3,
        "six doctors arrived in |Chamdo|",
        "six doctors in |Chamdo|",
        before=r"\b(?:arriv\w+|sent|dispatched|c[ao]me|assigned|aid\w*|assist\w*|support\w*|help\w*"
        r"|stationed|work\w*|serv\w+|donat\w+|volunteer\w*|spen[dt]|spends)\b"
        r"[^.;,]{0,24}? (?:in|at|to|for) (?:the )?"
        r"|\b(?:aid|aids|aiding|assist|assisting|help|helping|support|supporting) ",
        signs="dfghintu",
    ),
    cue(
        "what people who came do here",
        Part.RECEIVES,
        3,
        "dentists from Jiangsu treated 300 pupils in |Nyingchi|",
        "dentists from Jiangsu bought 300 books in |Nyingchi|",
        before=rf"{STAFF}\b[^.;]{{0,40}} from [^.;]{{2,44}}? "
        r"(?:treat|train|screen|operat|examine|teach|taught|open|set up|run|ran|see|saw|perform"
        r"|offer)"
        r"\w{0,4} [^.;,]{0,40}?\b(?:in|at|across) (?:the )?",
        signs="f",
    ),
    cue(
        "lack of care here",
        Part.RECEIVES,
        3,
        "|Nagqu| has a shortage of doctors",
        "|Nagqu| has a hundred doctors",
        behind=r"(?: (?:[Cc]ity|[Cc]ounty|[Pp]refecture|[Pp]rovince))?(?: in [A-Z][a-z]{3,12})?"
        r" (?:(?:has|had|faces|faced|suffers|suffered)(?: from)?(?: an?)?"
        r"(?: (?:severe|serious|acute))? (?:inadequate|insufficient|shortage|lack|scarce)\b"
        r"|lacks\b|lacked\b)",
        across=True,
        signs="acefhiklnopqrstu",
    ),
    cue(
        "house where somebody works",
        Part.RECEIVES,
        3,
        "She serves as a doctor at the Institute of Tibetan Medicine in |Chamdo|, Tibet",
        "She read of a doctor at the Institute of Tibetan Medicine in |Chamdo|, Tibet",
        before=r"\b(?:serves?|works?|worked|served)\b[^.;,]{0,60} at (?:the |a )?"
        r"[^.;,]{0,50} in ",
        behind=r", (?:Tibet|Xizang|Xinjiang|Qinghai|Gansu|Yunnan|Sichuan|Guizhou|Ningxia)",
        across=True,
        signs=",",
    ),
    cue(
        "patients seen here",
        Part.RECEIVES,
        3,
        "A surgeon examines a patient in |Nangqen| county",
        "A surgeon meets a friend in |Nangqen| county",
        before=r"\b(?:examine|examining|treat|screen|operat|check)\w{0,4} (?:on )?(?:\w+ ){0,3}"
        r"(?:patients?|villagers?|herders?|children|residents?|locals) (?:in|at) (?:the )?",
        signs="ae",
    ),
    cue(
        "work begins here",
        Part.RECEIVES,
        2,
        "the activity has been launched in |Tibet|",
        "the book has been printed in |Tibet|",
        before=r"\b(?:launched|carried out|conducted|implemented|rolled out)\b"
        r"[^.;,]{0,24} (?:in|across) (?:the )?",
        signs="d",
    ),
    cue(
        "people who live here",
        Part.RECEIVES,
        2,
        "local doctors in |Nagqu|",
        "many doctors in |Nagqu|",
        before=r"\b(?:local|remote|rural)\b[^.;,]{0,30} (?:in|of) (?:the )?",
        signs="fn",
    ),
)
