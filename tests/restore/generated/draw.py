"""Drawing: people, dates, sentences and headlines of invented vocabulary."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

WORDS: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
)
FAMILIES = tuple(name for name, value in WORDS.items() if isinstance(value, dict))
T = TypeVar("T")
HEADINGS = 13
"""Forms of headings."""
_NUMERALS = "〇一二三四五六七八九"


@dataclass(slots=True)
class Draw:
    """A source of random choices with a family of words."""

    rng: random.Random
    family: str
    features: float = 0.0
    """Share of the articles that are features: their titles say nothing that their text says."""

    def one(self, choices: Sequence[T]) -> T:
        """Return one of ``choices``."""
        return choices[int(self.rng.random() * len(choices))]

    def maybe(self, chance: float) -> bool:
        """Return True with a probability of ``chance``."""
        return self.rng.random() < chance

    def some(self, choices: Sequence[T], least: int, most: int) -> list[T]:
        """Return ``least`` to ``most`` different ones of ``choices``, in random order."""
        return self.rng.sample(list(choices), min(len(choices), self.rng.randint(least, most)))

    def word(self, kind: str) -> str:
        """Return a phrase of the family, its places filled."""
        return self.filled(self.one(WORDS[self.family][kind]))

    def filled(self, text: str) -> str:
        """Return ``text`` with its number, person, house and county."""
        for mark, make in (
            ("{n}", self.number),
            ("{p}", self.name),
            ("{h}", self.house),
            ("{c}", self.place),
        ):
            while mark in text:
                text = text.replace(mark, make(), 1)
        return text

    def number(self) -> str:
        """Return a number as text writes it."""
        return str(self.rng.randint(2, 99)) if self.maybe(0.7) else self.one("三五六八九十")

    def place(self) -> str:
        """Return a place."""
        places: list[str] = WORDS["places"]
        return self.one(places)

    def house(self) -> str:
        """Return the name of an institution."""
        return self.place() + self.one(["人民医院", "中学", "农科所", "博物馆", "工作站", "总队"])

    def name(self) -> str:
        """Return the name of a person, of two to six characters."""
        others: list[str] = WORDS["others"]
        surnames: str = WORDS["surnames"]
        if self.maybe(0.08):
            return self.one(others)
        n = 1 if self.maybe(0.35) else 2
        return self.one(surnames) + "".join(self.one(WORDS["given"]) for _ in range(n))

    def names(self, least: int, most: int) -> list[str]:
        """Return different names."""
        found: dict[str, None] = {}
        for _ in range(self.rng.randint(least, most)):
            found[self.name()] = None
        return list(found)

    def set_name(self, name: str, spaced: bool) -> str:
        """Return a name as print sets it: one of two characters may be spaced out (王 敏)."""
        return self.one([" ", "　", "  "]).join(name) if spaced and len(name) == 2 else name

    def day(self) -> date:
        """Return a day of the years 2008 to 2025."""
        return date(self.rng.randint(2008, 2025), self.rng.randint(1, 12), self.rng.randint(1, 28))

    def clause(self) -> str:
        """Return a clause: who did what where."""
        order = self.one([("who", "where", "did"), ("where", "who", "did"), ("who", "did")])
        return "".join(self.word(kind) for kind in order)

    def sentence(self) -> str:
        """Return a sentence with its stop."""
        text = self.clause() + "，" + self.word(self.one(["did", "then", "then"]))
        if self.maybe(0.35):
            text += "，" + self.word("then")
        if self.maybe(0.15):
            said = self.one(["说", "介绍", "告诉大家"])
            if self.maybe(0.5):
                return f"{self.name()}{said}：“{text}{self.one('。！？')}”"
            text = f"“{text}{self.one('。！？')}”{self.name()}{said}"
        if self.maybe(0.04):  # the words of a page's controls, in a sentence
            text += "，" + self.one(WORDS["like_controls"])
        return text + self.one(["。"] * 14 + ["！", "？", "……"])

    def paragraph(self) -> str:
        """Return one to four sentences."""
        return "".join(self.sentence() for _ in range(self.one([1, 1, 2, 2, 3, 4])))

    def phrase(self) -> str:
        """Return a phrase of four to eight characters, as headlines are made of."""
        a, b = self.word("nouns"), self.word("nouns")
        forms = [f"{a}{b}暖人心", f"情系{a}", f"{a}里的{b}", f"让{a}更近", f"一路{a}一路{b}"]
        forms += [f"山海同行 {a}相伴", f"“{a}”照亮{b}", f"为了{a}与{b}", f"{a}路上有你", f"守护{a}"]
        return self.one(forms)

    def headline(self) -> str:
        """Return the headline of an article."""
        place, n = self.place(), self.number()
        what, then = self.word("did"), self.word("then")
        column = self.one(["对话", "人物", "走基层", "一线", "经验交流"])
        bar = self.one([" | ", "｜", "丨", "："])
        series = self.one(["（一）", "（三）", "(四)", "（上）"])
        event = self.one(["活动", "启动仪式", "座谈会", "培训班"])
        writer = self.name() + self.one(["主任", "老师", ""])
        noun = self.word("nouns")
        forms = [
            f"{self.word('who')}{what}",
            f"{place}：{then}",
            f"{self.phrase()} {place}{what}",
            f"{self.phrase()}——{place}{self.word('nouns')}工作纪实",
            f"“{self.phrase()}”",
            f"{self.word('who')}{self.word('where')}{what}",
            f"{then}，{self.phrase()}",
            f"{column}{bar}{self.phrase()}",
            f"{place}为什么能{self.word('did')}？",
            f"{then}！{place}{what}",
            f"{self.phrase()}的{n}天",
            f"《{place}日报》报道：{self.word('who')}{what}",
            f"《{place[:2]}晚报》报道我院{writer}日记：{self.phrase()}",
            f"{column} | {self.name()}：{self.phrase()}",
            f"{self.phrase()} ——为了{n}名孩子",
            f"{self.phrase()} {self.phrase()}",
            f"{self.phrase()}{series}",
            f"{column} | {self.day().year}年度{place}{noun}案例{series}",
            f"打造{place}首家{self.word('nouns')}协同中心",
            f"走进{self.house()}",
            f"{place}首例{self.word('nouns')}项目成功开展",
            f"{place}{n}年{self.word('nouns')}路",
            f"{self.house()}举行{noun}{event}",
            f"{n}名队员{n}个月，{then}",
            f"他们{what}，{then}{self.one(['！', '？', ''])}",
        ]
        return self.one(forms)

    def feature(self) -> str:
        """Return the title of a feature, which says nothing that its text says."""
        features: list[str] = WORDS["features"]
        return self.one(features).replace("{a}", self.word("nouns"))

    def heading(self, index: int, form: int) -> str:
        """Return the heading number ``index`` within a text, of one of `HEADINGS` forms."""
        number = "一二三四五六七八九"[index % 9]
        a, b, then = self.word("nouns"), self.word("nouns"), self.word("then")
        forms = [
            f"{number}、{self.phrase()}",
            f"{number}、“{a}”+“{b}”，{then}",
            self.one([f"{number}、", f"（{number}）", f"{index + 1}.", ""])
            + f"{self.phrase()}，{then}",
            f"{self.phrase()} {then}",
            f"{a}{b}：{self.word('did')}",
            f"{self.phrase()}：{then}",
            self.phrase(),
            f"{self.phrase()} {self.phrase()}",
            f"（{'一二三四五六七八九'[index % 9]}）{self.phrase()}",
            f"0{index + 1} {self.phrase()}",
            f"“{self.word('then')}”",
            f"第{'一二三四五六七八九'[index % 9]}天，{index + 3}月{2 * index + 5}日",
            f"{self.word('who')}{self.word('did')}",
        ]
        return forms[form]


def written(day: date) -> str:
    """Return a day in Chinese numerals: 二〇二三年六月五日."""
    year = "".join(_NUMERALS[int(c)] for c in str(day.year))
    return f"{year}年{_count(day.month)}月{_count(day.day)}日"


def _count(n: int) -> str:
    tens, ones = divmod(n, 10)
    head = {0: "", 1: "十"}.get(tens, f"{_NUMERALS[tens]}十")
    return head + (_NUMERALS[ones] if ones else "")
