"""The review page beside the page: the crop of each doubtful word, for this machine alone."""

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode, urlsplit
from wsgiref.util import setup_testing_defaults

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser

from aidstories.preview.crops import ADDRESS
from aidstories.preview.desk import ReviewDesk
from aidstories.preview.server import Server
from aidstories.stories.store.captures import open_recorded
from aidstories.stories.store.record import read_record
from tests.archive import PAPER, Archive, make_archive
from tests.restore.reading.newspaper import POINTS, Piece, Printed, newspaper, render


@pytest.fixture(scope="module")
def printed(browser: Browser) -> Printed:
    return render(browser, newspaper(3, 2))


@pytest.fixture(scope="module")
def desk(printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> ReviewDesk:
    """The desk of an archive of one PDF, of which nothing may be published, with one flag."""
    archive = make_archive(tmp_path_factory.mktemp("crops") / "archive")
    archive.add("page.pdf", printed.pdf)
    archive.add("plain.txt", PAPER.replace("2024年", ""))
    assert archive.run("import").exit_code == 0
    flag(archive, printed)
    archive.paths.record("damaged.pdf").write_text("{}", "utf-8")
    return ReviewDesk(archive.paths, cast(Server, SimpleNamespace(problems=())))


def flag(archive: Archive, printed: Printed) -> None:
    """Flag the third and fourth character of a paragraph."""
    path = archive.paths.record("page.pdf")
    raw = open_recorded(read_record(path), archive.paths).text
    text = doubtful(printed).text
    at = raw.index(text[:8]) + 2
    one = {"start": at, "end": at + 2, "by": "x", "reason": "confusion", "quote": text[2:4]}
    data = json.loads(path.read_text("utf-8"))
    data["flags"] = [one | {"weight": 1}]
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def doubtful(printed: Printed) -> Piece:
    return [piece for piece in printed.pieces if piece.role == "text"][1]


def ask(desk: ReviewDesk, path: str, query: str = "", **environ: str) -> tuple[int, Any, bytes]:
    given = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REQUEST_METHOD": "GET",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
    } | environ
    setup_testing_defaults(given)
    answer: dict[str, Any] = {}
    body = b"".join(desk(given, lambda status, headers: answer.update(s=status, h=dict(headers))))
    return int(answer["s"][:3]), answer["h"], body


def cards(desk: ReviewDesk, topic: str) -> Any:
    _, _, body = ask(desk, "/-/review/", f"topic={topic}")
    return BeautifulSoup(body.decode(), "html.parser").select(".card")


def test_a_doubtful_word_stands_beside_its_crop(desk: ReviewDesk, printed: Printed) -> None:
    (card,) = cards(desk, "flag")
    left, top, width, height = map(float, card.svg["viewbox"].split())
    mark = {name: float(value) for name, value in card.svg.rect.attrs.items()}
    assert left < mark["x"] and mark["x"] + mark["width"] < left + width
    assert top < mark["y"] and mark["y"] + mark["height"] < top + height
    box = doubtful(printed).places[0].box
    em = mark["height"] / POINTS
    assert mark["x"] / POINTS == pytest.approx(box.left + 4 * em, abs=em / 2)  # behind the indent
    assert mark["y"] / POINTS == pytest.approx(box.top, abs=em / 4)
    assert mark["width"] == pytest.approx(2 * mark["height"], rel=0.15)
    assert card.svg["aria-label"] == "原稿第 1 页上的这一处"
    url = urlsplit(card.image["href"])
    status, headers, body = ask(desk, url.path, url.query)
    assert (status, headers["Content-Type"]) == (200, "image/webp")
    picture = Image.open(io.BytesIO(body))
    assert abs(picture.width / picture.height - width / height) < 0.05
    assert min(picture.convert("L").tobytes()) < 90  # there is ink in it


def test_a_doubt_of_a_whole_story_and_a_plain_text_have_none(desk: ReviewDesk) -> None:
    assert not any(card.svg for card in cards(desk, "no_year"))
    assert cards(desk, "no_year")


GOOD = {"capture": "page.pdf", "page": "1", "box": "0,0,200,100"}
BAD = [
    {"capture": "../seeds/page.pdf"},
    {"capture": "/etc/passwd"},
    {"capture": "page"},
    {"capture": "page.pdf\0"},
    {"capture": ""},
    {"capture": "none.pdf"},
    {"capture": "plain.txt"},
    {"capture": "damaged.pdf"},
    {"page": "2"},
    {"page": "0"},
    {"page": "-1"},
    {"page": "９"},
    {"page": "x"},
    {"box": "0,0,200"},
    {"box": "0,0,nan,inf"},
    {"box": "x"},
    {"box": "9000,0,9100,50"},
    {"box": "200,100,0,0"},
    {"box": "0,0,1,1000"},
]


def test_a_crop_that_is_there(desk: ReviewDesk) -> None:
    status, headers, _ = ask(desk, ADDRESS, urlencode(GOOD))
    assert status == 200 and headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("asked", BAD, ids=str)
def test_what_is_not_there(desk: ReviewDesk, asked: dict[str, str]) -> None:
    assert ask(desk, ADDRESS, urlencode(GOOD | asked))[0] == 404


def test_a_page_is_never_drawn_larger_than_a_limit(desk: ReviewDesk) -> None:
    _, _, body = ask(desk, ADDRESS, urlencode(GOOD | {"box": "-1e9,-1e9,1e9,1e9"}))
    assert Image.open(io.BytesIO(body)).width <= 1600


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://x.example"},
        {"REMOTE_ADDR": "10.0.0.9"},
        {"HTTP_HOST": "x.example"},
        {"REQUEST_METHOD": "POST"},
    ],
    ids=str,
)
def test_only_the_review_page_is_answered(desk: ReviewDesk, environ: dict[str, str]) -> None:
    assert ask(desk, ADDRESS, urlencode(GOOD), **environ)[0] == 403


def test_a_capture_that_is_gone_shows_nothing(
    desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = ReviewDesk(desk.paths, desk.server)
    monkeypatch.setattr(type(desk.paths), "capture", lambda self, name: tmp_path / name)
    assert ask(other, ADDRESS, urlencode(GOOD))[0] == 404
