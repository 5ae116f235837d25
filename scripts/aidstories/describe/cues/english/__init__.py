"""The cues of ``roles`` in English, a module for each kind; see ``cues``.

What a window holds is a clause: 24 to 30 characters are five words of English. The longest that
decided a mention in news has 80 of 90: a doctor of one hospital and one of another who are sent.
"""

from __future__ import annotations

from aidstories.describe.cues.english.arrivals import ARRIVALS
from aidstories.describe.cues.english.from_here import FROM_HERE
from aidstories.describe.cues.english.houses import HOUSES
from aidstories.describe.cues.english.passing import PASSING
from aidstories.describe.cues.english.relief import RELIEF
from aidstories.describe.cues.english.support import SUPPORT

ENGLISH = (
    *RELIEF,
    *PASSING,
    *FROM_HERE,
    *SUPPORT,
    *ARRIVALS,
    *HOUSES,
)
"""The kinds in the order in which they are asked: the first cue that fits decides."""
