"""What a line says of people by the form of its words: names, and what only looks like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.restore.data import table
from aidstories.restore.lexicon.late import late

_NAMES = table("names.toml")
"""The lists of what names are made of, each with what it is."""

HAN = r"\u3400-\u4dbf\u4e00-\u4e27\u4e29-\u9fff"
"""But for 丨 (U+4E28), which bylines have for a bar: 文丨段敏."""
SURNAMES: str = _NAMES["surnames"]
OF_WORDS = frozenset(_NAMES["of_words"])
"""Surnames that open words far more often than names in running text: 来, 全, 向."""
RARE = "".join(c for c in _NAMES["of_words"] if c not in _NAMES["of_particles"])
"""Those of them that go on behind no title: 医生区家豪, but 医生都很忙."""
COMPOUND = "|".join(_NAMES["compound"])
_DOUBLE = late(rf"(?:{COMPOUND})[{HAN}]{{1,2}}$")
WORDS = late("(?:" + "|".join(_NAMES["words"]) + ")")
"""Words that begin with a surname, or such beginnings of more words: 高原, 关于, 于当年."""
_NOBODY = late("|".join((*_NAMES["page_words"], WORDS.pattern)))
_TIBETAN = "|".join(_NAMES["tibetan"])
_PARTED = late(rf"(?:{_TIBETAN})\s\s*+(?:{_TIBETAN})")
"""Such a name with a blank in it, as print sets it."""
_ONE_WORD = late(_TIBETAN)
TIBETAN_NAME = rf"(?:{_TIBETAN}){{1,3}}"
"""A name of Tibetan words: 次仁曲珍."""
DOTTED = r"[\u4e00-\u9fff]{2,6}[·•][\u4e00-\u9fff]{2,6}"
SOUNDS: str = _NAMES["sounds"]
"""Characters with which names of Uyghur, Kazakh and Mongolian are written."""
_STEMS = "|".join(_NAMES["stems"])
"""What such a name has one of: 阿依古丽, 努尔兰, 乌云其木格."""
_YI = "|".join(_NAMES["yi"])
"""Names of families of the Yi, before two characters: 曲木阿呷."""
_OF_COLUMNS: str = _NAMES["of_columns"]
"""Characters that write no name's sounds, and that names of columns have: 中国梦·援藏情."""
OF_OTHERS = rf"(?:[{SOUNDS}]{{0,3}}?(?:{_STEMS})[{SOUNDS}]{{0,4}}|(?:{_YI})[{HAN}]{{2}})"
"""What may be such a name in running text, and read too far: 阿依努尔提 of 阿依努尔提出."""
_WHOLE = late(
    rf"(?:{_TIBETAN}){{2,3}}|(?!.*[{_OF_COLUMNS}])[{HAN}]{{1,8}}(?:[·•‧・][{HAN}]{{1,8}}){{1,3}}"
    rf"|(?=.{{3,7}}$)[{SOUNDS}]{{0,4}}?(?:{_STEMS})[{SOUNDS}]{{0,4}}|(?:{_YI})[{HAN}]{{2}}"
)
"""A name of no Chinese form that is no county's: 尼玛 is one, 尼玛次仁 is none."""
_ALONE: str = _NAMES["sounds_alone"]
"""Characters that write sounds, too, where a name stands alone."""
_IN_SOUNDS = late(
    rf"(?=.{{4,8}}$)[{SOUNDS}{_ALONE}]{{1,6}}(?:古丽|买提|别克|[提江汗罕孜木娜依娅尔])"
)
"""Such a name by its sounds and its end: 阿依努尔, 买买提江."""
_FIRST = frozenset(SURNAMES).union(
    SOUNDS, (word[0] for of in ("compound", "tibetan", "yi") for word in _NAMES[of])
)
"""Characters that a name begins with: they save most lines the rest of the question."""
NO_NAME = rf"(?![{HAN}]{{0,6}}(?:{'|'.join(_NAMES['genres'])})|{'|'.join(_NAMES['no_name'])})"
NAME = rf"{NO_NAME}[{HAN}]{{1,8}}(?:[·•‧・][{HAN}]{{1,8}}){{0,3}}"
_IS_NAME = late(NAME)
ANONYMOUS = tuple(_NAMES["anonymous"])
"""What stands for the name of a writer whom nobody knows; 秩名 is how sites misspell it."""
OF_PAGE = late("|".join(_NAMES["page_labels"]))
"""Words of a page's labels, which stand where a name is left out: 作者： 作者科室：."""
_HOUSE = late(
    r"[报台社网讯电]$|(?<=..)(?:医院|大学|学院|学校|中心|公司|集团|委员会|[局委科处部馆所队])$"
)
"""A token that is no person: 县医院 王敏."""
_OF_HOUSES: str = _NAMES["of_houses"]
"""Surnames that the names of offices open with, too: 宣传科, 安全处."""
_GAPS = late(rf"[\s、]+|(?<=[{HAN}]{{2}})[/／](?=[{HAN}]{{2}})")
_HAN_ONLY = late(rf"[{HAN}]+")
_COMMON = 180
"""The surnames that many have, of `SURNAMES`; those behind open names of other peoples, too."""
COMMON_SURNAMES = SURNAMES[:_COMMON]


def are_names(text: str) -> bool:
    """Return whether ``text`` is nothing but names: 杜琴 王燕, 梁 锦, 扎西卓玛 段敏."""
    text = text.strip()
    if text[:1] not in _FIRST:
        return False
    names = closed_up(_GAPS.split(text))
    signed = [is_person(name) for name in names]
    beside = any(signed) and all(  # 扎西 beside 何丹; alone it may be a place
        sure or _ONE_WORD.fullmatch(name) for sure, name in zip(signed, names, strict=True)
    )
    return all(signed) or beside or bool(_PARTED.fullmatch(text))  # 阿旺  次仁


def is_name(word: str) -> bool:
    """Return whether a word is a Chinese name: four characters only behind a double surname."""
    if _NOBODY.fullmatch(word) or not _IS_NAME.fullmatch(word):
        return False
    return bool(_DOUBLE.match(word)) or (2 <= len(word) <= 3 and word[0] in SURNAMES)


def is_person(word: str) -> bool:
    """Return whether a word is a name by its form: 段敏, 扎西卓玛, 古丽·买买提."""
    return is_name(word) or bool(_WHOLE.fullmatch(word))


def is_in_sounds(word: str) -> bool:
    """Return whether a word is a Uyghur or Kazakh name by its sounds, or one Tibetan word.

    阿依努尔 and 扎西 are such, and so are places (巴音布鲁克, 乌苏里江, 尼玛): where a name is due,
    it is one.
    """
    return bool(_IN_SOUNDS.fullmatch(word) or _ONE_WORD.fullmatch(word))


def is_of_sounds(word: str) -> bool:
    """Return whether all characters write sounds of Uyghur and Kazakh names: 阿里, not 当雄."""
    return all(char in SOUNDS or char in _ALONE for char in word)


def closed_up(tokens: Sequence[str]) -> list[str]:
    """Close up names of two characters that are spaced out: 王 敏."""
    names: list[str] = []
    alone = False
    for token in tokens:
        if alone and len(token) == 1:
            names[-1] += token
        else:
            names.append(token)
        alone = not alone and len(token) == 1
    return names


def is_house(token: str) -> bool:
    """Return whether a token is an office and no person: 宣传科, but not 段泽科."""
    person = len(token) == 3 and token[0] in SURNAMES and token[0] not in _OF_HOUSES
    return bool(_HOUSE.search(token)) and not (person and token[-1] in "科部处馆所队委局")


def unglued(token: str) -> tuple[str, ...]:
    """Return the names of which a token is made in one way, all with common surnames.

    朱婕张富贵盛学卿 is three, though 富 is a surname too; 古丽巴哈尔 is one.
    """
    if not 5 <= len(token) <= 12 or is_house(token) or not _HAN_ONLY.fullmatch(token):
        return (token,)
    ways = sorted(_ways(token), key=_rarest)[:2]
    ranks = [*map(_rarest, ways), len(SURNAMES), len(SURNAMES)]
    return ways[0] if ranks[0] < min(_COMMON, ranks[1]) else (token,)


def _rarest(names: Sequence[str]) -> int:
    """Return how rare the rarest surname of ``names`` is: `SURNAMES` has common ones first."""
    return max(SURNAMES.index(name[0]) for name in names)


def _ways(token: str) -> Iterator[tuple[str, ...]]:
    """Yield how a token may be parted into names of two and three characters."""
    if not token:
        yield ()
    for size in (2, 3):
        name = token[:size]
        if len(name) == size and name[0] in SURNAMES and not _NOBODY.fullmatch(name):
            yield from ((name, *rest) for rest in _ways(token[size:]))
