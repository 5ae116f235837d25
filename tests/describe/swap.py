"""The seeds' stories told of other places: names swapped consistently, the rest as printed."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aidstories.model import Article

from .helpers import gold_articles

DATA = Path(__file__).resolve().parents[2] / "docs" / "data"
AID = {"西藏自治区": "援藏", "新疆维吾尔自治区": "援疆", "青海省": "援青"}
KEPT = ("北京市",)
"""Donors that stay: hospitals whose names do not tell where they are (解放军总医院)."""
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapped:
    title: str
    article: Article
    regions: tuple[str, ...]
    donors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    path: str
    short: str

    @property
    def name(self) -> str:
        return self.path.split("/")[-1]


def divisions() -> dict[str, Division]:
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["path"]: Division(row["path"], row["short"].split("|")[0] or row["zh"])
            for row in csv.DictReader(file)
        }


def swapped(count: int, seed: int) -> Iterator[Swapped]:
    """Yield ``count`` stories; ``seed`` makes them the same each time."""
    rng, every = random.Random(seed), divisions()
    stories = [
        (article, story)
        for _, articles, _, gold in gold_articles()
        for article, story in zip(articles, gold, strict=True)
    ]
    for n in range(count):
        article, story = stories[n % len(stories)]
        told = [*story["regions"], *story["donors"]]
        told += ["陕西省/西安市"] if "陕西省" in told else []  # 西安交通大学 goes where 陕西省 goes
        names = _mapping(article, told, story, every, rng)
        yield Swapped(
            title=f"{n} {story['title']}",
            article=_rename(article, names, every),
            regions=tuple(_moved(p, names) for p in story["regions"]),
            donors=tuple(_moved(p, names) for p in story["donors"]),
        )


def _mapping(
    article: Article,
    paths: list[str],
    story: dict[str, Any],
    every: dict[str, Division],
    rng: random.Random,
) -> dict[str, str]:
    """Return new paths by old ones, for the paths and all above them."""
    text = "".join(p.text for p in article.passages)
    in_tibet = any(p.startswith("西藏自治区") for p in story["regions"])
    for _ in range(2000):
        names: dict[str, str] = {}
        for path in sorted(paths, key=lambda p: p.count("/")):
            parts = path.split("/")
            if parts[0] in KEPT:
                continue
            for depth in range(1, len(parts) + 1):
                old = "/".join(parts[:depth])
                if old in names:
                    continue
                province = None
                if depth == 1 and in_tibet and path in story["regions"]:
                    province = rng.choice(list(AID))
                new = province or _pick(old, names, every, rng)
                if new is None or (every[new].short in text and not province):
                    break
                names[old] = new
            else:
                continue
            break
        else:
            if len({*names.values()}) == len(names) and _signs(text, names, every):
                return names
    raise AssertionError(f"no other names for {paths}")


def _pick(
    old: str, names: dict[str, Any], every: dict[str, Division], rng: random.Random
) -> str | None:
    depth = old.count("/")
    above = names[old.rsplit("/", 1)[0]] + "/" if depth else ""
    plain = [p for p in every if p.count("/") == depth and p.startswith(above)]
    plain = [p for p in plain if len(every[p].name) > 2 and p not in (*KEPT, *AID)]
    if depth == 0:
        plain = [p for p in plain if p[:2] not in ("台湾", "香港", "澳门")]
        towns = old in MUNICIPALITIES
        plain = [p for p in plain if (p in MUNICIPALITIES) == towns]
    if depth == 1:
        plain = [
            p for p in plain if p.endswith(("市", "州", "盟", "地区")) and not _county(p, every)
        ]
    return rng.choice(plain) if plain else None


def _county(path: str, every: dict[str, Division]) -> bool:
    """Return whether a division right below its province is a county: 济源市."""
    return not any(p.startswith(f"{path}/") for p in every)


def _signs(text: str, names: dict[str, str], every: dict[str, Division]) -> bool:
    """Return whether the cities of 浙江杭嘉 are still told apart by their first characters."""
    if "杭嘉" not in text:
        return True
    new = [names[f"浙江省/{c}市"] for c in ("杭州", "嘉兴")]
    province = names["浙江省"] + "/"
    cities = [p for p in every if p.startswith(province) and p.count("/") == 1]
    return all(sum(every[c].name[0] == every[n].name[0] for c in cities) == 1 for n in new)


def _moved(path: str, names: dict[str, str]) -> str:
    return names.get(path, path)


def _rename(article: Article, names: dict[str, str], every: dict[str, Division]) -> Article:
    table: dict[str, str] = {}
    for old, new in names.items():
        table[every[old].name] = every[new].name
        table.setdefault(every[old].short, every[new].short)
        if old in AID:
            table["援藏"] = AID[new]
    if "浙江省/杭州市" in names:
        table["杭嘉"] = "".join(every[names[f"浙江省/{c}市"]].name[0] for c in ("杭州", "嘉兴"))
    if "山西省/长治市" in names:
        table["京长"] = "京" + every[names["山西省/长治市"]].name[0]
    pattern = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
    passages = tuple(
        replace(p, text=pattern.sub(lambda m: table[m[0]], p.text)) for p in article.passages
    )
    return Article(passages=passages)
