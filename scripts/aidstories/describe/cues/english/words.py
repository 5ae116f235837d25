"""Words that the cues in English have in common."""

from __future__ import annotations

STAFF = (
    r"(?:[Dd]octors?|Drs?\.?|[Nn]urses?|[Ee]xperts?|[Ss]urgeons?|[Ss]pecialists?|[Pp]hysicians?|[Mm]edics"
    r"|[Tt]eams?|[Ss]taff|[Pp]ersonnel|[Pp]rofessionals|[Pp]rofessors?|[Vv]olunteers?|[Tt]herapists?"
    r"|(?:medical|health) workers?|[Pp]ractitioners?|[Aa]na?esthetists?"
    r"|[Dd]entists?|[Mm]idwi(?:fe|ves)|[Pp]harmacists?|[Tt]echnicians?|[Pp]aramedics?|[Cc]linicians?"
    r"|[A-Za-z]{3,16}(?:ologist|iatrician|rician)s?)"
)
HOUSE = r"(?:[Hh]ospitals?|[Uu]niversity|[Cc]ollege|[Cc]ent(?:er|re))"
SEND = r"(?:sent|sends|send|dispatched|dispatches|assigned|assigns|selected)"
