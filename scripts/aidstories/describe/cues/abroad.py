"""The cues of ``roles`` in English and in Tibetan; see ``cues``.

What a window holds is a clause: 24 to 30 characters are five words of English. The longest that
decided a mention in news has 80 of 90: a doctor of one hospital and one of another who are sent.
"""

from __future__ import annotations

from aidstories.describe.cues import Part, cue

_STAFF = (
    r"(?:[Dd]octors?|Drs?\.?|[Nn]urses?|[Ee]xperts?|[Ss]urgeons?|[Ss]pecialists?|[Pp]hysicians?|[Mm]edics"
    r"|[Tt]eams?|[Ss]taff|[Pp]ersonnel|[Pp]rofessionals|[Pp]rofessors?|[Vv]olunteers?|[Tt]herapists?"
    r"|(?:medical|health) workers?|[Pp]ractitioners?|[Aa]na?esthetists?"
    r"|[Dd]entists?|[Mm]idwi(?:fe|ves)|[Pp]harmacists?|[Tt]echnicians?|[Pp]aramedics?|[Cc]linicians?"
    r"|[A-Za-z]{3,16}(?:ologist|iatrician|rician)s?)"
)
_FAR = r"(?:(?:[a-z]+ )?China['’]s )?"
"""How a paper of China says where a province is: south China's Guangdong."""
_HOUSE = r"(?:[Hh]ospitals?|[Uu]niversity|[Cc]ollege|[Cc]ent(?:er|re))"
_DOES = (
    r"(?:spen[dt]s?|works?|teach(?:es)?|taught|serves?|came|come|went|go|trains?|helps?|[a-z]+ed"
    r"|at an?)"
)
"""What ends a house's name: nurses from |Jiangsu| spent two weeks at a hospital in |Nyingchi|."""
_SENDS = r"(?:sent|sends|send|dispatched|dispatches|assigned|assigns|selected)"

ENGLISH = (
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
        before=rf"{_STAFF}\b[^.;,]{{0,60}}\b(?:travel\w{{0,6}}|went|goes|going|go|flew|headed)"
        r" to (?:the )?(?:[A-Z]\w{2,20}(?:, and |, | and )){0,3}",
        behind=r"[^.;]{0,60}? to (?:provide|offer|treat|give|perform|help|assist|support)\b",
        across=True,
        signs="t",
    ),
    cue(
        "journey for another end",
        Part.NAMED,
        0,
        "nurses were trained in |Chengdu|",
        "nurses arrived in |Chengdu|",
        before=rf"(?:train\w{{0,12}}(?! (?:room|cent|base|class|school)|(?: \w+){{0,3}} {_STAFF})"
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
    cue(
        "people from a house that bears its name",
        Part.GIVES,
        5,
        "Doctors from the Affiliated Hospital of |Qingdao| University",
        "Patients from the Affiliated Hospital of |Qingdao| University",
        before=rf"{_STAFF} (?:from|of) the (?:[\w'’]+ ){{0,3}}{_HOUSE} of (?:the )?",
        behind=rf" (?:\w+ ){{0,2}}{_HOUSE}",
        signs="f",
    ),
    cue(
        "people from here",
        Part.GIVES,
        5,
        "Eye doctors from |Beijing| spend a month",
        "Eye patients from |Beijing| spend a month",
        before=rf"{_STAFF}(?: [\w'’]+){{0,4}} from {_FAR}(?:an? |the |(?:[\w'’]+ )?hospitals? in "
        r"|(?:the )?(?:[\w'’]+ )?(?:city|county|province|municipality) of "
        rf"|(?:the )?(?:(?!{_DOES} )[\w'’]+ ){{1,8}}{_HOUSE}(?:,? in| of) )?",
        signs="f",
    ),
    cue(
        "who came from a house of here",
        Part.GIVES,
        4,
        "a doctor with Plateau Hospital in |Shanghai|, started work in |Lhasa|",
        "a doctor with Plateau Hospital in |Shanghai|, retired early",
        before=rf"{_STAFF} (?:with|at|from|of|in) (?:the )?[^.;,]{{0,60}}?{_HOUSE} in ",
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
        before=rf"{_SENDS} (?:[\w ]{{0,20}} )?by (?:the )?",
        signs="b",
    ),
    cue(
        "people of a house that are sent",
        Part.GIVES,
        5,
        "a doctor of |Beijing| Tiantan Hospital who was sent to |Lhasa|",
        "a doctor of |Beijing| Tiantan Hospital who was ill",
        before=rf"{_STAFF} (?:of|at|with) (?:the )?",
        behind=rf"[^.;]{{0,90}}?\b(?:{_SENDS}|volunteered|came|arrived|aids?|aiding)\b",
        across=True,
        signs="ftw",
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
        rf"(?:{_SENDS}|donated|aided|aids|assisted|assists|supported|supports"
        r"|(?:has |have )?(?:invested|allocated|contributed))\b",
        signs="adeginosuv",
    ),
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
        before=rf"{_STAFF}\b[^.;]{{0,40}} from [^.;]{{2,44}}? "
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
    cue(
        "house of here",
        Part.RECEIVES,
        2,
        "|Lhasa| People's Hospital",
        "|Lhasa| is high",
        behind=r"(?: (?:Municipal|Prefecture|City|County|District|Regional|Autonomous Region))?"
        rf"(?: \w+)? ?People['’]s {_HOUSE}",
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
_UP_TO = r"[\u0f40-\u0fbc་]"
TIBETAN = (
    cue(
        "dateline",
        Part.NAMED,
        0,
        "|ཟི་ལིང|་ནས་གློག་འཕྲིན་འབྱོར།",
        "|ཟི་ལིང|་ནས་སྨན་པ་འབྱོར།",
        behind=r"་?(?:གྲོང་ཁྱེར་)?ནས་གློག་འཕྲིན",
        signs="ན",
    ),
    cue(
        "people from here",
        Part.GIVES,
        4,
        "|པེ་ཅིན|་ནས་འོང་བའི་སྨན་པ་",
        "|པེ་ཅིན|་གི་སྨན་པ་",
        behind=rf"་?{_UP_TO}{{0,12}}?ནས་{_UP_TO}{{0,24}}?(?:སྨན་པ|མཁས་པ|རོགས་སྐྱོར་རུ་ཁག)",
        signs="ན",
    ),
    cue(
        "somebody of here, as a name may say",
        Part.NAMED,
        0,
        "|ལྷ་ས|་བ་དགེ་བསྙེན།",
        "|ལྷ་ས|་བར་སླེབས།",
        behind=r"་[བཔ]་",
        signs="བཔ",
    ),
    cue(
        "house of here",
        Part.RECEIVES,
        2,
        "|ཡུལ་ཤུལ|་ཁུལ་སྨན་ཁང་",
        "|ཡུལ་ཤུལ|་ནས་འོང་",
        behind=rf"{_UP_TO}{{0,30}}?སྨན་(?:རྩིས་)?ཁང",
        signs="ས",
    ),
)
