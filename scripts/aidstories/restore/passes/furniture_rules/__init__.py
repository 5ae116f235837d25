"""The rules of furniture, a row each: name, reason, pattern, what it takes and what it leaves.

Patterns read simplified text without regard to case. A bound such as ``{0,60}`` counts
characters: what may stand beside the words of the rule in a line that is still no sentence. The
bounds are wide, not close: on the seeds and 23 other pages the longest line that a rule takes
has 45 characters, and of 540,000 characters of clean hospital and news text they take no line.
"""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.controls import CONTROLS
from aidstories.restore.passes.furniture_rules.counts import COUNTS
from aidstories.restore.passes.furniture_rules.ends import ENDS
from aidstories.restore.passes.furniture_rules.foot import FOOT
from aidstories.restore.passes.furniture_rules.others import OTHERS
from aidstories.restore.passes.furniture_rules.papers import PAPERS
from aidstories.restore.passes.furniture_rules.pictures import PICTURES
from aidstories.restore.passes.furniture_rules.sections import SECTIONS
from aidstories.restore.passes.furniture_rules.staff import STAFF

RULES = (
    *CONTROLS,
    *COUNTS,
    *SECTIONS,
    *PICTURES,
    *PAPERS,
    *STAFF,
    *FOOT,
    *OTHERS,
    *ENDS,
)
"""All rules; of rules with one scope the first that fits gives the reason."""
