"""Stories in any number, made from the gold articles with names, hospitals and places varied."""

import csv
import json
import random
import re
import tomllib
from pathlib import Path
from typing import Any

from aidstories.model import Article, Description, Passage, Person, Role, Story, YearBasis

ROOT = Path(__file__).parents[2]
CHARACTERS = 1600
TIBETAN = 0.03
HOSPITAL = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:市|区|县|省|学)[\u4e00-\u9fff]{0,6}?医院")
PERSON = re.compile(r"(?:医生|主任|院长|教授|患者)([\u4e00-\u9fff]{2,3})(?=[，说])")
WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def synthetic(count: int, seed: int = 1) -> list[Story]:
    """Return ``count`` stories; the same for the same arguments, whatever the machine."""
    rng = random.Random(seed)
    pools = _pools(rng)
    return [_story(n, count, rng, pools) for n in range(count)]


def queries(stories: list[Story], seed: int = 2, number: int = 72) -> list[list[str]]:
    """Return at least 96 queries, each a list of words that are all wanted.

    Most are cut out of the stories at random places, from two to nine characters long.
    """
    rng = random.Random(seed)
    found = [[term] for term in WORDS["terms"]] + [
        ["那曲", "手术"],
        ["援藏", "AI"],
        ["无此", "一词"],
    ]
    bo = [s for s in stories if "\u0f00" <= s.article.passages[-1].text[0] <= "\u0fff"]
    others = {story.id for story in bo}
    han = [story for story in stories if story.id not in others]
    for n in range(number):
        texts = [p.text for p in rng.choice(han).article.passages]
        words = [_cut(rng, rng.choice(texts), rng.choice((2, 2, 3, 3, 4, 4, 5, 6, 7, 9)))]
        if n % 6 == 0:
            words.append(_cut(rng, rng.choice(texts), 2))
        found.append([w for w in words if w])
    for story in bo[:6]:
        syllables = story.article.passages[-1].text.split("།")[0].split("་")
        found.append(["་".join(syllables[1 : rng.choice((2, 3, 4))])])
    return [words for words in found if words]


def _cut(rng: random.Random, text: str, length: int) -> str | None:
    runs = [run for run in re.findall(r"[\u4e00-\u9fffA-Za-z0-9]+", text) if len(run) >= length]
    if not runs:
        return None
    run = rng.choice(runs)
    start = rng.randrange(len(run) - length + 1)
    return str(run[start : start + length])


def _pools(rng: random.Random) -> dict[str, Any]:
    gold = [
        article
        for path in sorted((ROOT / "tests/gold").glob("[0-9]*.json"))
        for article in json.loads(path.read_text("utf-8"))
    ]
    blocks = [b["text"] for article in gold for b in article["body"] if b["type"] == "paragraph"]
    sentences = [s for text in blocks for s in re.findall(r"[^。！？]+[。！？]”?", text)]
    with (ROOT / "docs/data/places.csv").open(encoding="utf-8-sig", newline="") as file:
        places = list(csv.DictReader(file))
    tibet = [row for row in places if row["path"].startswith("西藏自治区/")]
    cities = [row for row in places if row["path"].count("/") == 1 and row not in tibet]
    rng.shuffle(cities)
    people = {p["name"] for article in gold for p in article["byline"]}
    people |= set(PERSON.findall("".join(blocks)))
    shorts = {row["short"] or row["zh"] for row in tibet if row["zh"] != "西藏自治区"}
    return {
        "sentences": sentences,
        "titles": [article["title"] for article in gold],
        "tibet": tibet,
        "cities": cities,
        "people": re.compile("|".join(sorted(people, key=len, reverse=True))),
        "places": re.compile("|".join(sorted(shorts))),
        "bo": [row["bo"].rstrip("།") for row in tibet if row["bo"]],
    }


def _name(rng: random.Random) -> str:
    if rng.random() < 0.25:
        return "".join(rng.sample(WORDS["tibetan_names"], rng.choice((1, 2))))
    return str(rng.choice(WORDS["surnames"])) + "".join(
        rng.sample(WORDS["given"], rng.choice((1, 2)))
    )


def _story(number: int, count: int, rng: random.Random, pools: dict[str, Any]) -> Story:
    region = rng.choice(pools["tibet"])
    donor = pools["cities"][min(int(rng.expovariate(0.03)), len(pools["cities"]) - 1)]
    names = [_name(rng) for _ in range(4)]
    hospitals = [_short(donor) + rng.choice(WORDS["hospitals"])]
    hospitals.append(_short(region) + rng.choice(WORDS["hospitals"][:3]))

    def varied(text: str) -> str:
        text = HOSPITAL.sub(lambda m: rng.choice(hospitals) if rng.random() < 0.7 else m[0], text)
        text = pools["people"].sub(lambda m: rng.choice(names), text)
        return str(pools["places"].sub(lambda m: _short(region), text))

    if rng.random() < TIBETAN:
        body, title = _tibetan(rng, pools), rng.choice(pools["bo"])
    else:
        body, title = [], varied(rng.choice(pools["titles"]))
        while sum(map(len, body)) < CHARACTERS:
            body.append(varied("".join(rng.sample(pools["sentences"], rng.choice((1, 2, 3, 4))))))
    year = 2015 + 11 * number // max(1, count)
    return Story(
        id=f"synthetic-{number:05}",
        article=Article(
            passages=(
                Passage(role=Role.TITLE, text=title),
                *(Passage(role=Role.PARAGRAPH, text=text) for text in body),
            )
        ),
        description=Description(
            byline=(Person(name=names[0], role="记者"),),
            source=rng.choice(("西藏日报", "中国新闻网", "新华社", "人民日报")),
            published=f"{year}-{1 + number % 12:02}-{1 + number % 28:02}",
            year=year,
            year_basis=YearBasis.STATED,
            regions=(region["path"],),
            donors=(donor["path"],),
            programs=(rng.choice(("组团式援藏", "对口援藏", "医联体")),),
            people=tuple(Person(name=name, role="医生") for name in names[1:]),
            institutions=tuple(hospitals),
        ),
    )


def _short(place: dict[str, Any]) -> str:
    return str(place["short"]).split("|")[0] or str(place["zh"])


def _tibetan(rng: random.Random, pools: dict[str, Any]) -> list[str]:
    syllables = [s for name in pools["bo"] for s in name.split("་")]
    runs = [
        "་".join(rng.choice(syllables) for _ in range(rng.choice((4, 6, 9))))
        if rng.random() < 0.6
        else rng.choice(pools["bo"])
        for _ in range(60)
    ]
    return ["།".join(runs[n : n + 12]) + "།" for n in range(0, 60, 12)]
