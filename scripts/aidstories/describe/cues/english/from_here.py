"""People and houses from here."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue
from aidstories.describe.cues.english.words import HOUSE, SEND, STAFF

_FAR = r"(?:(?:[a-z]+ )?China['’]s )?"
"""How a paper of China says where a province is: south China's Guangdong."""
_DOES = (
    r"(?:spen[dt]s?|works?|teach(?:es)?|taught|serves?|came|come|went|go|trains?|helps?|[a-z]+ed"
    r"|at an?)"
)
"""What ends a house's name: nurses from |Jiangsu| spent two weeks at a hospital in |Nyingchi|."""

FROM_HERE = (
    cue(
        "people from a house that bears its name",
        Part.GIVES,
        5,
        "Doctors from the Affiliated Hospital of |Qingdao| University",
        "Patients from the Affiliated Hospital of |Qingdao| University",
        before=rf"{STAFF} (?:from|of) the (?:[\w'’]+ ){{0,3}}{HOUSE} of (?:the )?",
        behind=rf" (?:\w+ ){{0,2}}{HOUSE}",
        signs="f",
    ),
    cue(
        "people from here",
        Part.GIVES,
        5,
        "Eye doctors from |Beijing| spend a month",
        "Eye patients from |Beijing| spend a month",
        before=rf"{STAFF}(?: [\w'’]+){{0,4}} from {_FAR}(?:an? |the |(?:[\w'’]+ )?hospitals? in "
        r"|(?:the )?(?:[\w'’]+ )?(?:city|county|province|municipality) of "
        rf"|(?:the )?(?:(?!{_DOES} )[\w'’]+ ){{1,8}}{HOUSE}(?:,? in| of) )?",
        signs="f",
    ),
    cue(
        "who came from a house of here",
        Part.GIVES,
        4,
        "a doctor with Plateau Hospital in |Shanghai|, started work in |Lhasa|",
        "a doctor with Plateau Hospital in |Shanghai|, retired early",
        before=rf"{STAFF} (?:with|at|from|of|in) (?:the )?[^.;,]{{0,60}}?{HOUSE} in ",
        behind=r"(?: city)?, (?:started|began|worked|came|went|arrived|was sent|joined)\b",
        signs=",",
    ),
    cue(
        "chief of a house who came",
        Part.GIVES,
        4,
        "Chen, a department chief of |Hefei| People's Hospital, arrived in |Lhasa|",
        "Chen, a department chief of |Hefei| People's Hospital, retired in May",
        before=r"\b(?:chief|head|director|dean)s? of (?:the )?",
        behind=r"[^.;]{0,60}?, (?:arrived|came|was sent|volunteered)\b",
        across=True,
        signs="f",
    ),
    cue(
        "people of here",
        Part.GIVES,
        4,
        "thanks to |Chongqing| doctors, patients stay",
        "thanks to |Chongqing| roads, patients stay",
        behind=r"(?:-based(?: [\w'’]+){1,6}?| medical)?"
        r" (?:doctors|medics|experts|specialists|surgeons|nurses|dentists|midwives|pharmacists"
        r"|physicians|technicians|[a-z]{3,16}(?:ologist|iatrician)s)\b",
        signs="cdeimx",
    ),
    cue(
        "people of a house that are sent",
        Part.GIVES,
        5,
        "a doctor of |Beijing| Tiantan Hospital who was sent to |Lhasa|",
        "a doctor of |Beijing| Tiantan Hospital who was ill",
        before=rf"{STAFF} (?:of|at|with) (?:the )?",
        behind=rf"[^.;]{{0,90}}?\b(?:{SEND}|volunteered|came|arrived|aids?|aiding)\b",
        across=True,
        signs="ftw",
    ),
)
