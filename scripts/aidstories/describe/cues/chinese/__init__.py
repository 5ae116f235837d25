"""The cues of ``roles`` in Chinese, a module for each kind; see ``cues``.

How far a cue reads is beside it with the longest reach that decided a mention in 600,000
characters of news of hospitals and of aid; none was met where nothing stands.
"""

from __future__ import annotations

from aidstories.describe.cues.chinese.arrivals import ARRIVALS
from aidstories.describe.cues.chinese.called import CALLED
from aidstories.describe.cues.chinese.from_here import FROM_HERE
from aidstories.describe.cues.chinese.gifts import GIFTS
from aidstories.describe.cues.chinese.houses import HOUSES
from aidstories.describe.cues.chinese.pairs import PAIRS
from aidstories.describe.cues.chinese.passing import PASSING
from aidstories.describe.cues.chinese.teams import TEAMS

CHINESE = (
    *CALLED,
    *TEAMS,
    *PASSING,
    *FROM_HERE,
    *ARRIVALS,
    *GIFTS,
    *HOUSES,
    *PAIRS,
)
"""The kinds in the order in which they are asked: the first cue that fits decides."""
