"""The cues of ``roles`` in Tibetan; see ``cues``."""

from __future__ import annotations

from aidstories.describe.cues import Part, cue

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
