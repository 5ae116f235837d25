"""The order of Tibetan is ICU's: Node has its rules whole, Chromium's build leaves them out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence

from aidstories.site.interface.tibetan import sort_key
from tests.archive import TABLES

LETTERS = "ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨ"
BEFORE = {
    "ག": "ཅཉཏདནཙཞཟཡཤས",
    "ད": "ཀགངཔབམ",
    "བ": "ཀགཅཏདཙཞཟཤས",
    "མ": "ཁགངཆཇཉཐདནཚཛ",
    "འ": "ཁགཆཇཐདཕབཚཛ",
}
ABOVE = {"ར": "ཀགངཇཉཏདནབམཙཛ", "ལ": "ཀགངཅཇཏདཔབཧ", "ས": "ཀགངཉཏདནཔབམཙ"}
BOTH = {"ར": "ཀགངཇཉཏདནཙཛ", "ལ": "ཏད", "ས": "ཀགངཉཏདནཙ"}
BELOW = (
    "ཀྱ ཁྱ གྱ པྱ ཕྱ བྱ མྱ ཀྲ ཁྲ གྲ ཏྲ ཐྲ དྲ པྲ ཕྲ བྲ མྲ སྲ ཧྲ ཀླ གླ བླ ཟླ རླ སླ ཧྥ བཀྱ བཀྲ བགྱ བགྲ བསྲ བཟླ བསླ བརླ "
    "དཀྱ དཀྲ དགྱ དགྲ དཔྱ དཔྲ དབྱ དབྲ དམྱ མཁྱ མཁྲ མགྱ མགྲ འཁྱ འཁྲ འགྱ འགྲ འཕྱ འཕྲ འབྱ འབྲ འདྲ "
    "རྐྱ རྒྱ རྨྱ སྐྱ སྐྲ སྒྱ སྒྲ སྤྱ སྤྲ སྦྱ སྦྲ སྨྱ བརྐྱ བརྒྱ བསྐྱ བསྐྲ བསྒྱ བསྒྲ"
)
ENDS = ("", "ི", "ོ", "ོང", "འུ", "ང", "ར", "ུས", "ེ", "གས")


def syllables() -> Iterator[str]:
    """Yield the syllables that Tibetan spelling allows, with few endings each.

    Without a vowel, of two letters the second may be the root or a suffix: those are left out.
    """
    onsets = [*LETTERS, *BELOW.split()]
    onsets += [head + chr(ord(root) + 0x50) for head, roots in ABOVE.items() for root in roots]
    onsets += [f"བ{head}{chr(ord(r) + 0x50)}" for head, roots in BOTH.items() for r in roots]
    yield from (o + e for o in onsets for e in ENDS if not (o in BEFORE and e == "གས"))
    prefixed = (before + root for before, roots in BEFORE.items() for root in roots)
    yield from (onset + end for onset in prefixed for end in ("ི", "ོ", "ོང", "ུས", "ེ", "འ"))


def in_icu_order(words: Sequence[str]) -> list[str]:
    script = "w => w.sort(new Intl.Collator('bo').compare)"
    read = "JSON.parse(require('fs').readFileSync(0, 'utf8'))"
    program = f"console.log(JSON.stringify(({script})({read})))"
    done = subprocess.run(
        ["node", "-e", program], input=json.dumps(words), capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_syllables_stand_in_the_order_of_icu() -> None:
    words = list(syllables())
    assert sorted(words, key=sort_key) == in_icu_order(words)
    assert sorted(words) != in_icu_order(words)


def test_names_stand_in_the_order_of_icu() -> None:
    names = [place.bo for place in TABLES.places if place.bo]
    names += [name.bo for name in TABLES.names]
    assert sorted(names, key=sort_key) == in_icu_order(names)
