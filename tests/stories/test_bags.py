"""An archive as a bag, and back to the byte; a bag that is not whole and safe writes nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.errors import BadInput
from aidstories.stories.bags import restore as restoring
from aidstories.stories.bags.check import checked
from aidstories.stories.bags.format import digest, manifest_text, oxum, read_sums
from aidstories.stories.bags.source import is_bag, opened
from tests.archive import Archive, make_archive

SUMS = "manifest-sha256.txt"
SMALL = {
    "data/seeds/a.txt": b"\xb8\xe5\xbc\xfe",
    "data/seeds/seeds.toml": b"",
    "data/docs/stories/2024/yi.md": "义诊".encode(),
    "data/mkdocs.yml": b"site_name: x\n",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of one story, with a picture and a translation."""
    archive = make_archive(tmp_path_factory.mktemp("bags") / "archive")
    archive.add()
    assert archive.run("import").exit_code == 0
    (story,) = archive.stories()
    picture = story.with_suffix("") / "图 片.png"
    picture.parent.mkdir()
    picture.write_bytes(bytes(range(256)))
    assert archive.run("translate", story.stem).exit_code == 0
    assert archive.run("import").exit_code == 0
    return archive


@pytest.fixture(scope="module")
def bags(home: Archive, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("out")
    found = {"folder": folder / "bag", "zip": folder / "bag.zip"}
    for bag in found.values():
        done = home.run("export", bag, "--bag")
        assert done.exit_code == 0 and "个文件" in done.stdout, done.output
    return found


def files(root: Path) -> dict[str, bytes]:
    found = (p for p in root.rglob("*") if p.is_file() and ".cache" not in p.parts)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in found}


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_an_archive_comes_back_to_the_byte(
    home: Archive, bags: dict[str, Path], tmp_path: Path, kind: str
) -> None:
    again = Archive(tmp_path / "new")
    done = again.run("import", bags[kind])
    assert done.exit_code == 0 and "一字节不差" in done.stdout and "签名" in done.stdout
    assert files(again.root) == files(home.root)
    assert again.run("verify", "--fixity").exit_code == 0
    assert again.run("verify").exit_code == 0
    assert "没有要做的" in again.run("import", bags[kind]).stdout
    assert again.run("import").exit_code == 0 and files(again.root) == files(home.root)


def test_the_library_of_congress_finds_it_valid(bags: dict[str, Path], tmp_path: Path) -> None:
    bagit.Bag(str(bags["folder"])).validate()
    with zipfile.ZipFile(bags["zip"]) as packed:
        packed.extractall(tmp_path)
    found = bagit.Bag(str(tmp_path / "bag"))
    found.validate()
    assert found.version == "1.0" and "原稿 1 份，报道 1 篇" in found.info["External-Description"]


def test_a_zip_file_says_no_day_and_makes_plain_files(bags: dict[str, Path]) -> None:
    with zipfile.ZipFile(bags["zip"]) as packed:
        for info in packed.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert info.external_attr >> 16 == 0o100644


def test_a_bag_of_the_library_of_congress_is_restored(home: Archive, tmp_path: Path) -> None:
    shutil.copytree(home.root, tmp_path / "theirs", ignore=shutil.ignore_patterns(".cache"))
    bagit.make_bag(str(tmp_path / "theirs"), checksums=["sha512", "md5"])
    again = Archive(tmp_path / "new")
    assert again.run("import", tmp_path / "theirs").exit_code == 0
    assert files(again.root) == files(home.root)


def test_the_same_archive_gives_the_same_bag(
    home: Archive, bags: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("one", "two"):
        home.run("export", tmp_path / name / "bag.zip", "--bag")
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    one, two = ((tmp_path / name / "bag.zip").read_bytes() for name in ("one", "two"))
    assert one == two and b"2023-11-14" not in bags["zip"].read_bytes()


def test_folders_on_another_disk_are_in_the_bag_and_templates_of_the_program_not(
    tmp_path: Path,
) -> None:
    archive = make_archive(tmp_path / "archive")
    archive.add()
    assert archive.run("import").exit_code == 0
    for name in ("docs", "overrides"):
        (archive.root / name).mkdir(exist_ok=True)
        (archive.root / name / "a.txt").touch()
        (archive.root / name).rename(tmp_path / name)
        (archive.root / name).symlink_to(tmp_path / name)
    assert archive.run("export", tmp_path / "bag", "--bag").exit_code == 0
    there = files(tmp_path / "bag").keys()
    assert "data/docs/a.txt" in there and "data/overrides/a.txt" not in there


def test_what_is_there_is_not_replaced_unasked(home: Archive, tmp_path: Path) -> None:
    bag, other = tmp_path / "bag", tmp_path / "other"
    for folder in (bag, other):
        folder.mkdir()
        (folder / "mine.txt").write_text("x", "utf-8")
    for target in (bag, other):
        done = home.run("export", target, "--bag", "--replace")
        assert done.exit_code == 1 and "不是袋，不换掉" in done.stderr
    shutil.rmtree(bag)
    assert home.run("export", bag, "--bag").exit_code == 0
    before = files(bag)
    assert "--replace" in home.run("export", bag, "--bag").stderr
    assert home.run("export", bag, "--bag", "--replace").exit_code == 0
    assert files(bag).keys() == before.keys()
    inside = home.run("export", home.docs / "bag", "--bag")
    assert inside.exit_code == 1 and "不能写在 docs 里" in inside.stderr


def test_an_archive_is_not_written_over(bags: dict[str, Path], tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive")
    before = files(archive.root)
    done = archive.run("import", bags["zip"])
    assert done.exit_code == 1 and "这里已经有 docs、seeds、mkdocs.yml" in done.stderr
    both = Archive(tmp_path / "new").run("import", bags["zip"], bags["folder"])
    assert both.exit_code == 2 and files(archive.root) == before


def test_a_damaged_archive_is_not_put_into_a_bag(home: Archive, tmp_path: Path) -> None:
    capture = home.seeds / "a.txt"
    kept = capture.read_bytes()
    capture.write_bytes(kept[:-1])
    done = home.run("export", tmp_path / "bag", "--bag")
    capture.write_bytes(kept)
    assert done.exit_code == 1 and "seeds/a.txt: 原稿变了" in done.stderr
    assert not (tmp_path / "bag").exists()


# Bags that are not whole, or not safe


def put(bag: Path, contents: dict[str, bytes]) -> Path:
    """Write a bag of ``contents`` without a thought for what they are."""
    sums = {path: digest(data) for path, data in contents.items()}
    declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    tags = {"bagit.txt": declared.encode(), SUMS: manifest_text(sums).encode()}
    for path, data in {**contents, **tags}.items():
        (bag / path).parent.mkdir(parents=True, exist_ok=True)
        (bag / path).write_bytes(data)
    return bag


def refused(root: Path, bag: Path) -> str:
    """Return why ``bag`` is refused; nothing is written then."""
    done = Archive(root).run("import", bag)
    assert done.exit_code == 1 and "Traceback" not in done.output, done.output
    assert not root.exists() or not files(root)
    assert not list(root.rglob(".writing-*"))
    return done.stderr


def _listing(text: str) -> Callable[[Path], object]:
    return lambda bag: (bag / SUMS).open("a", encoding="utf-8").write(text)


def _written(name: str, data: bytes = b"x") -> Callable[[Path], object]:
    def write(bag: Path) -> None:
        (bag / name).parent.mkdir(parents=True, exist_ok=True)
        (bag / name).write_bytes(data)

    return write


HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "flipped": (_written("data/seeds/a.txt", b"y"), "data/seeds/a.txt: 与 manifest-sha256.txt"),
    "missing": (lambda b: (b / "data/seeds/a.txt").unlink(), "里有，袋里没有"),
    "added": (_written("data/docs/x.md"), "data/docs/x.md: manifest-sha256.txt 里没有列"),
    "no manifest": (lambda b: (b / SUMS).unlink(), "没有 manifest-sha256.txt 或"),
    "garbage": (_listing("zz\n"), "第 5 行不是“校验值  路径”"),
    "no text": (_written(SUMS, b"\xff\xfe"), "不是 UTF-8"),
    "twice": (_listing(f"{'0' * 64}  data/seeds/a.txt\n"), "data/seeds/a.txt 列了两次"),
    "traversal listed": (_listing(f"{'0' * 64}  data/../../x\n"), "data/../../x: manifest"),
    "absolute listed": (_listing(f"{'0' * 64}  /etc/passwd\n"), "data/ 以外的文件"),
    "declaration": (_written("bagit.txt", b"BagIt-Version: 7.0\n"), "bagit.txt: 不是认得的"),
    "no declaration": (lambda b: (b / "bagit.txt").unlink(), "bagit.txt: 不是认得的"),
    "fetch": (_written("fetch.txt", b"http://x.example/ 1 data/x\n"), "程序不联网"),
    "oxum": (_written("bag-info.txt", b"Payload-Oxum: 9.9\n"), "Payload-Oxum 与袋里的不符"),
    "oxum of nothing": (_written("bag-info.txt", b"Payload-Oxum: x\n"), "Payload-Oxum 与袋里的"),
    "tags": (_written("tagmanifest-sha256.txt", b"0" * 64 + b"  bagit.txt\n"), "bagit.txt: 与"),
    "nothing listed": (_written(SUMS, b""), "data/seeds/a.txt: manifest-sha256.txt 里没有列"),
    "algorithm": (_written("manifest-crc32.txt", b""), "不认识的校验法 crc32"),
    "link": (lambda b: (b / "data/docs/l").symlink_to("/etc/passwd"), "不许有链接"),
    "linked folder": (lambda b: (b / "data/docs/l").symlink_to("/etc"), "不许有链接"),
    "pipe": (lambda b: os.mkfifo(b / "data/docs/p"), "不许有链接和特殊的文件"),
    "case": (_written("data/seeds/A.txt"), "只差大小写"),
    "form": (
        lambda b: [_written(f"data/seeds/{n}.txt")(b) for n in ("\u00e9", "e\u0301")],
        "写法",
    ),
    "hidden": (_written("data/docs/.git/config"), "不是档案里的文件"),
    "elsewhere": (_written("data/scripts/x.py"), "不是档案里的文件"),
    "capture's name": (_written("data/seeds/x/y.txt"), "原稿不能叫这个名字"),
    "control": (_written("data/docs/a\x1bb.md"), "a\\x1bb.md: 这样的路径"),
}


@pytest.mark.parametrize("harm, word", HARM.values(), ids=HARM)
def test_a_bag_that_is_not_whole_writes_nothing(
    tmp_path: Path, harm: Callable[[Path], object], word: str
) -> None:
    bag = put(tmp_path / "bag", SMALL)
    with opened(bag) as source:
        assert checked(bag, source).sums  # it was whole
    harm(bag)
    assert word in refused(tmp_path / "new", bag)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    bag = put(tmp_path / "bag", SMALL)
    for name in ("flipped", "added", "fetch", "link", "case"):
        HARM[name][0](bag)
    said = refused(tmp_path / "new", bag)
    assert all(HARM[name][1] in said for name in ("flipped", "added", "fetch", "link", "case"))


def packed(target: Path, members: dict[str, bytes], **given: int) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = given.get(name, 0)
            file.writestr(info, data)
    return target


def members(folder: Path, base: str = "bag/") -> dict[str, bytes]:
    return {f"{base}{path}": data for path, data in files(put(folder, SMALL)).items()}


EVIL = {
    "traversal": ("bag/../../x.txt", "通到袋外面去"),
    "absolute": ("/etc/x.txt", "在袋的文件夹 bag/ 之外"),
    "backslash": ("bag/data\\..\\x", "通到袋外面去"),
    "beside": ("other/x.txt", "在袋的文件夹 bag/ 之外"),
    "a file's child": ("bag/data/mkdocs.yml/x", "是文件，不是文件夹"),
}


@pytest.mark.parametrize("base", ["bag/", ""])
def test_a_zip_file_with_or_without_a_folder(tmp_path: Path, base: str) -> None:
    bag = packed(tmp_path / "bag.zip", members(tmp_path / "bag", base))
    again = Archive(tmp_path / "new")
    assert again.run("import", bag).exit_code == 0
    assert files(again.root) == {p.removeprefix("data/"): d for p, d in SMALL.items()}


@pytest.mark.parametrize("name, word", EVIL.values(), ids=EVIL)
def test_a_zip_file_that_leads_elsewhere(tmp_path: Path, name: str, word: str) -> None:
    bag = packed(tmp_path / "bag.zip", members(tmp_path / "bag") | {name: b"x"})
    assert word in refused(tmp_path / "new", bag)
    assert not (tmp_path / "x.txt").exists()


def test_a_zip_file_that_lost_its_declaration(tmp_path: Path) -> None:
    held = members(tmp_path / "bag")
    bag = packed(tmp_path / "bag.zip", {n: d for n, d in held.items() if "bagit.txt" not in n})
    assert "bagit.txt: 不是认得的" in refused(tmp_path / "new", bag)


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "data/a.txt", "data/bagit.txt/a.txt"])
def test_a_folder_with_some_file_of_a_bag_is_none(tmp_path: Path, name: str) -> None:
    _written(name)(tmp_path / "folder")
    assert not is_bag(tmp_path / "folder")


def test_a_link_in_a_zip_file(tmp_path: Path) -> None:
    link = {"bag/data/docs/l": (stat.S_IFLNK | 0o777) << 16}
    inside = members(tmp_path / "bag") | {"bag/data/docs/l": b"/etc/passwd"}
    bag = packed(tmp_path / "bag.zip", inside, **link)
    assert "不许有链接" in refused(tmp_path / "new", bag)


def test_a_name_twice_in_a_zip_file(tmp_path: Path) -> None:
    bag = packed(tmp_path / "bag.zip", members(tmp_path / "bag"))
    with zipfile.ZipFile(bag, "a") as file, pytest.warns(UserWarning):
        file.writestr("bag/data/mkdocs.yml", b"evil")
    assert "两个同名的" in refused(tmp_path / "new", bag)


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    inside = members(tmp_path / "bag") | {"bag/data/docs/x": bytes(70_000_000)}
    said = refused(tmp_path / "new", packed(tmp_path / "bag.zip", inside))
    assert "倍；至多 100 倍" in said and said.count("\n") == 1


@pytest.mark.parametrize("at", [0, 30, 0.3, 0.6, 0.95])
def test_a_damaged_zip_file(bags: dict[str, Path], tmp_path: Path, at: float) -> None:
    data = bytearray(bags["zip"].read_bytes())
    place = int(at) if at >= 1 or at == 0 else int(len(data) * at)
    for number in range(place, place + 40):
        data[number] ^= 0x55
    bag = tmp_path / "bag.zip"
    bag.write_bytes(data)
    refused(tmp_path / "new", bag)


# Cut short


def test_killed_before_all_is_written_there_is_nothing(
    bags: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Archive(tmp_path / "new")

    def full(writes: object) -> None:
        raise OSError(28, "No space left on device", "x")

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "write_many", full)
        done = again.run("import", bags["zip"])
    assert done.exit_code == 1 and "磁盘满了" in done.stderr and not files(again.root)
    assert again.run("import", bags["zip"]).exit_code == 0


def test_killed_while_it_moves_any_command_finishes(
    home: Archive, bags: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Archive(tmp_path / "new")
    rename = Path.rename

    def killed(path: Path, target: Path) -> Path:
        if target.name == "seeds":
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        assert again.run("import", bags["zip"]).exit_code == 1
    assert not again.seeds.exists()
    done = again.run("verify", "--fixity")
    assert done.exit_code == 0 and "上次收袋没有做完，现在做完了" in done.stderr
    assert files(again.root) == files(home.root)


@pytest.mark.parametrize("text", ["[" * 100_000, "[[]]", "1", '["../x"]', "{"])
def test_a_note_of_it_that_is_damaged_is_named(tmp_path: Path, text: str) -> None:
    again = Archive(tmp_path / "new")
    again.paths.restoring.parent.mkdir(parents=True)
    again.paths.restoring.write_text(text, "utf-8")
    done = again.run("verify")
    assert done.exit_code == 1 and "restoring.json" in done.stderr


# Any archive

NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\:"), min_size=1
).filter(lambda n: n.strip(".") == n and len(n.encode()) < 100 and n != "seeds.toml")


@given(st.dictionaries(NAMES, st.binary(max_size=40), max_size=5), st.booleans())
@settings(max_examples=12)
def test_any_files_come_back(
    tmp_path_factory: pytest.TempPathFactory, captures: dict[str, bytes], zipped: bool
) -> None:
    folder = tmp_path_factory.mktemp("any")
    contents = SMALL | {f"data/docs/x/{name}": data for name, data in captures.items()}
    bag = put(folder / "bag", contents)
    if not any("%" in name for name in captures):  # which the library does not decode
        bagit.Bag(str(bag)).validate()
    if zipped:
        bag = packed(folder / "bag.zip", {f"b/{p}": d for p, d in files(bag).items()})
    paths = Archive(folder / "new").paths
    paths.root.mkdir()
    with opened(bag) as source:
        try:
            held = checked(bag, source)
        except BadInput as error:
            assert all("只差" in problem.zh for problem in error.problems)
            return
        restoring.restore(paths, source, held)
    assert files(paths.root) == {p.removeprefix("data/"): d for p, d in contents.items()}


@given(st.dictionaries(st.text(min_size=1).map(lambda t: f"data/{t}"), st.just("a" * 64)))
def test_manifests_are_read_back(sums: dict[str, str]) -> None:
    kept = {path: told for path, told in sums.items() if not set(path) & set("\x0b\x0c\x85")}
    found = dict(line for _, line in read_sums(manifest_text(kept)) if line)
    assert found == kept


def test_what_a_description_promises() -> None:
    assert oxum("A: b\nPayload-Oxum: 12.3\n") == (12, 3) and oxum("A: b\n") is None
    assert hashlib.sha256(b"x").hexdigest() == digest(b"x")
