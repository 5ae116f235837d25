"""What an editor's commands say and write, as it was read and approved (tests/approved).

A scene is an archive and what is done in it, step by step; each step yields what the program says
and how the files of the archive change.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import unified_diff
from functools import partial
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.stories.checks.review_items import ReviewItem, all_review_items
from aidstories.stories.editing import journal
from aidstories.stories.editing.answers import Answer, answer_item, set_status
from aidstories.stories.editing.undo import take_back
from aidstories.stories.store.record import Verdict
from tests.approved import cut
from tests.archive import PAPER, Archive, make_archive

_LONGEST = 80
"""Characters at each end of a line that is shown."""
SECOND = """乙市医生来到聂荣

本报讯 2023年3月6日，乙市援藏医生来到聂荣县人民医院，开始一年的工作。他们说，这里的病人

图为医生在查房。 何青 摄

末来的一年，还要办三期培训班，教会本地医生做手朮。“家门口能看病了。

大连市第一医院的专家为牧民做了检查，送去药品。

来源：高原晚报
"""
PAGE = """<html><head><title>丙市援建的医院开诊-高原网</title><meta name="author" content="段敏">
</head><body><div class="nav"><a href="/">首页</a><a href="/x">要闻</a></div>
<h1>丙市援建的医院开诊</h1><p>2022-05-06 来源：高原网 作者：段敏</p>
<p>5月6日，湖北省援建的医院在山南市开诊，当天接诊病人三百人次。</p>
<p>院长次仁说，今后看病不用再跑远路，群众都很高兴。</p><h2>带出队伍</h2>
<p>两年来，医疗队带出了本地医生十二名，能独立做手术。</p>
<p><img src="a.jpg"></p><p>图为开诊现场</p></body></html>
"""
GAPS = """# 甲市医疗队来到乙县

医疗队在县医院开展义诊，为当地群众看病，受到欢迎。

学堂里来了二十名学员，他们要学三年，教会本地医生做手术的

## 丁县办起藏医学堂

今年秋天开课，由老藏医任教，学员都来自牧区。

校长说，以后还要办第二个班，请来更多的
"""
BOTH = """医生来到那曲

2021年8月，大连的医生来到那曲市人民医院，开始为期三年的工作。

༢༠༢༡ལོའི་ཟླ་བ་བརྒྱད་པར་ཏ་ལེན་གྱི་སྨན་པ་ནག་ཆུ་གྲོང་ཁྱེར་མི་དམངས་སྨན་ཁང་དུ་འབྱོར་བ་རེད།

他们每天看病，也教本地的医生和护士。

ཁོང་ཚོས་ཉིན་རེ་བཞིན་ནད་པ་བལྟས་པ་མ་ཟད། ས་གནས་ཀྱི་སྨན་པ་དང་སྨན་གཡོག་ལ་སློབ་ཁྲིད་བྱས་པ་རེད།
"""
FEED = """[{"id": "7", "title": "青岛医生在日喀则", "author": "何青", "date": "2020-02-03",
 "content": "2020年，青岛市的医生来到日喀则市人民医院，做了首例手术。病人三天后出院。"},
 {"id": "9", "title": "门诊开了", "content": "<p>阿里地区改则县的门诊开了，医生说起陕西省。</p>"}]
"""


_CORRECTIONS = {"regions": "西藏自治区/那曲市", "donors": "辽宁省/大连市", "year": "2022"}
"""What an editor types, by the field that is doubted; elsewhere 改后."""


_SIZE = re.compile(r"\d{6,}(?= 字节)|(?<=aidstories )\d+\.\d+\.\d+")
"""What the tables of this archive, and its version, decide."""


class Scene:
    """An archive, and the lines that tell what became of it."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self._before = archive, archive.files()

    def run(self, *command: object, **given: str) -> Iterator[str]:
        """Yield what a command says, its exit status, and what it changes."""
        yield f"$ {' '.join(map(str, command))}".replace(str(self.archive.root.parent), "…")
        done = self.archive.run(*command, **given)
        for name, said in (("", done.stdout), ("! ", done.stderr)):
            yield from (f"{name}{self._line(line)}" for line in said.splitlines())
        yield f"exit status {done.exit_code}"
        yield from self.changed()

    def changed(self) -> Iterator[str]:
        """Yield what differs in the files since it was asked last."""
        now = self.archive.files()
        for path in sorted({*self._before, *now}):
            before, after = self._before.get(path), now.get(path)
            if before != after:
                yield from self._difference(path, before, after)
        self._before = now

    def _difference(self, path: Path, before: bytes | None, after: bytes | None) -> Iterator[str]:
        name = path.relative_to(self.archive.root).as_posix()
        old, new = (_lines(data or b"") for data in (before, after))
        if name.startswith("docs/data/") and (before is None or after is None):
            return  # the tables, as they are put into an archive
        if before is None or after is None:
            yield f"{'+++' if before is None else '---'} {name}"
            yield from (f" {self._line(line)}" for line in (new if before is None else ()))
            return
        yield f"*** {name}"
        for line in [*unified_diff(old, new, n=0, lineterm="")][2:]:
            yield self._line(line)

    def _line(self, line: str) -> str:
        told = line.replace(str(self.archive.root.parent), "…")
        return cut(_SIZE.sub("…", told), _LONGEST).rstrip()

    def rewrite(self, name: str, *changes: tuple[str, str]) -> None:
        """Do what an editor does to a story by hand."""
        (path,) = (path for path in self.archive.stories() if name in path.name)
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")


def _lines(data: bytes) -> list[str]:
    """Return the lines of a file, long ones of a record divided, digests by how they begin."""
    text = re.sub("([0-9a-f]{8})[0-9a-f]{56}", r"\1…", data.decode("utf-8", "replace"))
    return text.replace("}, {", "},\n{").replace('], "', '],\n"').removesuffix("\n").split("\n")


def _importing(scene: Scene) -> Iterator[str]:
    """Captures are imported, edited, imported again, translated, taken back."""
    archive = scene.archive
    for name, text in (("a.txt", PAPER), ("b.txt", SECOND), ("c.html", PAGE), ("d.txt", BOTH)):
        archive.add(name, text)
    archive.add("e.json", FEED)
    [*scene.changed()]
    yield from scene.run("import", "--workers", 1)
    yield from scene.run("check")
    yield from scene.run("verify")
    scene.rewrite(
        "zhiyuan-naqu", ("义诊", "巡诊"), ("status: 未校对", "status: 已校对\ntags: [手记]")
    )
    scene.rewrite(
        "nierong", ("source: 高原晚报", "source: 高原晨报"), ("聂荣县人民医院", "聂荣县医院")
    )
    yield from scene.run("import", "--workers", 1)
    decided = '[[seed.decision]]\nfield = "source"\nvalue = "高原早报"\n'
    catalogue = archive.seeds / "seeds.toml"
    text = catalogue.read_text("utf-8")
    at = text.index('\n[[seed]]\nfile = "c.html"')
    catalogue.write_text(f"{text[:at]}{decided}{text[at:]}", "utf-8")
    yield from scene.run("import", "--workers", 1)
    for change in (("--field", "source"), ("--paragraph", "1"), ("--change", "1"), ()):
        yield from scene.run("revert", "yishi-yisheng-laidao-nierong", *change, "--yes")
    yield from scene.run("translate", "jiashi-yiliaodui-zhiyuan-naqu")
    scene.rewrite("zhiyuan-naqu.md", ("杭州市援藏医疗队来到那曲市色尼区，在区", "他们在"))
    yield from scene.run("check")
    scene.rewrite("kaizhen", ("带出队伍", "带出了一支队伍"), ("能独立做手术", "能做手术"))
    yield from scene.run("revert", "bingshi-yuanjian-de-yiyuan-kaizhen", "--line", 30, "--yes")
    yield from scene.run("revert", "bingshi-yuanjian-de-yiyuan-kaizhen", "--dry-run")
    yield from scene.run("import", "--workers", 1, lang="en_US.UTF-8")


def _reviewing(scene: Scene) -> Iterator[str]:
    """Each doubt is answered in one of the ways, and the last answers are taken back."""
    archive, paths = scene.archive, scene.archive.paths
    for name, text in (("b.txt", SECOND), ("e.json", FEED), ("g.txt", GAPS)):
        archive.add(name, text)
    assert archive.run("import", "--workers", 1).exit_code == 0
    [*scene.changed()]
    items, corrections = all_review_items(paths), {"gap": "很多。”", "no-year": "2021"}
    yield from map(_item, items)
    for item in items:
        for verdict in (Verdict.ACCEPTED, Verdict.CORRECTED):
            text = corrections.get(item.topic.value, _CORRECTIONS.get(item.reason, "改后"))
            given = Answer(verdict=verdict, text=text if verdict is Verdict.CORRECTED else "")
            before = archive.files()
            yield f"{_item(item)}: {verdict.value} {given.text}"
            yield from _told(partial(answer_item, paths, item, given))
            yield from scene.changed()
            yield from _taken_back(scene, 1)
            yield f"as before: {archive.files() == before}"
    for item in items[::2]:
        yield from _told(partial(answer_item, paths, item, Answer(verdict=Verdict.ACCEPTED)))
    for path in archive.stories():
        set_status(paths, path, "已校对")
    yield from scene.changed()
    yield from _taken_back(scene, 20)


def _taken_back(scene: Scene, most: int) -> Iterator[str]:
    """Take back the last answers; yield whether each comes back to the byte, and what differs."""
    paths = scene.archive.paths
    for listed in [*journal.entries(paths)][:most]:
        entry = journal.find(paths, listed.number)
        assert entry
        yield f"taken back: {take_back(paths, entry)}, {', '.join(said.id for said in entry.said)}"
    if most > 1:
        yield from scene.changed()
    [*scene.changed()]


def _told(act: Callable[[], object]) -> Iterator[str]:
    try:
        act()
    except BadInput as error:
        yield from (f"! {Path(p.file).name}:{p.line} {p.field} {p.zh}" for p in error.problems)


def _item(item: ReviewItem) -> str:
    said = (item.topic.value, item.reason, item.quote, item.id)
    return " | ".join(cut(str(each), 30) for each in said)


def _sheets(scene: Scene) -> Iterator[str]:
    """A spreadsheet is exported, edited as programs and people do, and imported."""
    archive, file = scene.archive, scene.archive.root.parent / "s.csv"
    for name, text in (("a.txt", PAPER), ("b.txt", SECOND), ("e.json", FEED)):
        archive.add(name, text)
    assert archive.run("import", "--workers", 1).exit_code == 0
    [*scene.changed()]
    yield from scene.run("export", file)
    exported = file.read_text("utf-8-sig")
    for cells in csv.reader(io.StringIO(exported, newline="")):
        yield " | ".join(cut(cell, 30) for cell in cells[:-1])
    changes: Sequence[Mapping[str, str]] = (
        {"source": "雪山日报", "published": "2024/5/6", "byline": "段敏/记者|何青"},
        {"regions": "西藏自治区/那曲市|西藏自治区/拉萨市", "people": "央金/医生|次仁"},
        {"title": "改过的标题", "status": "已校对", "donors": ""},
        {"year": "二〇二四", "regions": "西藏/那曲", "status": "好"},
        {"published": "45418", "source": "=1+1", "byline": "段敏/记者;何青"},
    )
    for number, change in enumerate(changes):
        rows = [*csv.DictReader(io.StringIO(exported, newline=""))]
        row = rows[number % len(rows)]
        yield f"{row['编号 id']}: {change}"
        row.update({key: change[name] for key in row if (name := key.split(" ")[-1]) in change})
        written = io.StringIO(newline="")
        writer = csv.DictWriter(written, list(row))
        writer.writeheader()
        writer.writerows(rows)
        file.write_text(written.getvalue(), "utf-8-sig", newline="")
        yield from scene.run("import", file)
    yield from scene.run("import", file, "--dry-run", lang="en_US.UTF-8")


def _keeping(scene: Scene) -> Iterator[str]:
    """Files are damaged and accepted, a bag is made and restored, stories are made and removed."""
    archive, bag = scene.archive, scene.archive.root.parent / "bag"
    archive.add("a.txt", PAPER)
    archive.add("e.json", FEED)
    assert archive.run("import", "--workers", 1).exit_code == 0
    [*scene.changed()]
    text = archive.root.parent / "text.md"
    text.write_text("正文一段。\n\n## 小题\n\n又一段。\n", "utf-8")
    told = (
        "--title",
        "手录的一篇",
        "--year",
        "2020",
        "--region",
        "西藏自治区/拉萨市",
        "--text",
        text,
    )
    yield from scene.run("new", *told, "--byline", "段敏/记者", "--no-preview")
    yield from scene.run("new", *told[:-2], "--text", archive.root / "none.md", "--no-preview")
    yield from scene.run("verify", "--fixity")
    scene.rewrite("zhiyuan-naqu", ("义诊", "巡诊"))
    (archive.seeds / "more.txt").write_text("没有登记。", "utf-8")
    yield from scene.run("verify", "--fixity")
    yield from scene.run("check")
    yield from scene.run("verify", "--accept", archive.stories()[0])
    (archive.seeds / "more.txt").unlink()
    yield from scene.run("import", "--workers", 1)
    yield from scene.run("export", bag, "--bag")
    for path in sorted(path for path in bag.rglob("*") if path.is_file()):
        if "data/docs/data" not in path.as_posix():
            yield path.relative_to(bag).as_posix()
    info = (bag / "bag-info.txt").read_text("utf-8").splitlines()
    yield from (cut(line, 60) for line in info if "Oxum" not in line)
    again = make_archive(archive.root.parent / "again")
    (bag / "data/seeds/a.txt").write_bytes(b"x")
    yield from Scene(again).run("import", bag)
    yield from scene.run("remove", "menzhen-kai-le", "--dry-run")
    yield from scene.run("remove", "menzhen-kai-le", "--yes")
    yield from scene.run("remove", "a.txt", "--yes")
    yield from scene.run("remove", "a.txt", "--yes", "--edited")
    yield from scene.run("remove", "e.jso", "--yes")
    yield from scene.run("import", "--again", "menzhen-kai-le", "--workers", 1)


SCENES: Mapping[str, Callable[[Scene], Iterator[str]]] = {
    "stories/importing": _importing,
    "stories/reviewing": _reviewing,
    "stories/sheets": _sheets,
    "stories/keeping": _keeping,
}
