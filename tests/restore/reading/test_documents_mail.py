"""Saved pages and mail: the page that the message holds, in the charset that it states."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.restore.reading.damage import bears, mutated, refused
from tests.restore.reading.made.mail import URL, letter, page, saved
from tests.restore.reading.stories import check, restored, story

from aidstories.model import Role
from aidstories.restore.reading.documents import mail
from aidstories.restore.reading.documents.mail import is_mail, read_mail
from aidstories.restore.run import restore

PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"


def text_of(data: bytes) -> str:
    """Return the page or letter in a message."""
    return read_mail(data)[0].text


@pytest.mark.parametrize("coded", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "gbk"])
def test_a_saved_page_comes_out_as_it_was_written(charset: str, coded: str) -> None:
    expected = story(len(charset))
    html = page(expected)
    text = text_of(saved(html, charset, coded=coded, subject=expected.title))
    check(restored(text), expected, image="https://news.example/a.jpg")
    meta = restore(text.encode()).parts[0].meta
    assert (meta["title"], meta["url"]) == (expected.title, URL)
    assert "date" not in meta
    assert "advertisement" not in text


def test_the_title_of_the_page_itself_goes_before_the_subject() -> None:
    html = f"<html><head><title>门诊开到牧区</title></head><body><p>{PROSE}</p></body></html>"
    text = text_of(saved(html, "utf-8", subject="网页快照"))
    assert text.count("<title>") == 1
    assert "网页快照" not in text


@pytest.mark.parametrize("charset", ["gb2312", "", "no-such-charset", "us-ascii"])
def test_a_wrong_charset_is_seen_through(charset: str) -> None:
    html = f"<p>朱镕基路上的医院，{PROSE}</p>" * 3
    data = saved(html, "gb18030").replace(b"charset=gb18030", b"charset=" + charset.encode())
    assert "朱镕基路上的医院" in text_of(data)


def test_a_letter_gives_its_html_before_its_text() -> None:
    data = letter("投稿", plain="纯文本", html=f"<p>{PROSE}</p>").as_bytes()
    text = text_of(data)
    assert PROSE in text
    assert "纯文本" not in text
    assert "投稿" not in text


def test_a_letter_in_plain_text_stays_text() -> None:
    s = story(3)
    body = "\n\n".join([s.title, s.byline, *s.paragraphs])
    for subject, told in ((s.title, True), ("Fwd: 投稿", False)):
        text = text_of(letter(subject, plain=body).as_bytes())
        article = restored(text)
        assert article.first(Role.TITLE) == s.title
        assert article.texts(Role.PARAGRAPH) == s.paragraphs
        assert text.startswith("---\ntitle: ") is told


def test_attachments_are_left_out_unless_they_are_all_there_is() -> None:
    message = letter("投稿", plain=PROSE)
    message.add_attachment("附件里的话", filename="a.txt")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="a.zip")
    assert "附件里的话" not in text_of(message.as_bytes())
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="甲\u202e.zip")
    message.add_attachment(b"PK", maintype="application", subtype="zip")
    assert [part.unread.partition("没有读取")[0] for part in read_mail(message.as_bytes())[1:]] == [
        "附件“a.txt”",
        "附件“a.zip”",
        "附件“甲.zip”",
        "附件（没有名字）",
    ]
    empty = letter("投稿", plain="\n")
    empty.add_attachment(b"PK", maintype="application", subtype="zip", filename="稿件.docx")
    assert "附件" in refused(read_mail, empty.as_bytes())


@pytest.mark.parametrize(("framed", "told"), [(PROSE * 3, True), ("看广告。" * 9, False)])
def test_text_in_a_frame_of_a_saved_page_is_told(framed: str, told: bool) -> None:
    message = letter("义诊", plain="", html=f"<h1>义诊</h1><p>{PROSE}</p><iframe src='cid:f'>")
    message.add_alternative(f"<p>{framed}</p>", subtype="html")
    main, *left = read_mail(message.as_bytes())
    assert PROSE in main.text and [part.unread[:8] for part in left] == ["网页里的框架另有"] * told


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"From: a\nDate: b\nContent-Type: application/pkcs7-mime\n\nx", "加了密"),
        (b"From: a\nDate: b\nContent-Type: image/png\n\nx", "附件"),
        (b"From: a\nDate: b\n\n", "没有正文"),
        (b"", "没有正文"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, said: str) -> None:
    assert said in refused(read_mail, data)


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("LARGEST", 99),
        ("MOST_LINES", 9),
        ("MOST_DELIMITERS", 1),
        ("MOST_BOUNDARIES", 0),
        ("MOST_PARTS", 1),
        ("MOST_HEADERS", 1),
    ],
)
def test_limits_hold(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = saved(page(story(1)), "utf-8")
    assert text_of(data)
    monkeypatch.setattr(mail, limit, value)
    assert "太大" in refused(read_mail, data)


def test_parts_within_parts_without_end_are_refused() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(99))
    assert "太大" in refused(read_mail, f"MIME-Version: 1.0\n{nested}".encode())


def test_a_subject_without_end_takes_no_time() -> None:
    subject = "=?utf-8?q?a?= " * 100_000
    data = f"MIME-Version: 1.0\nContent-Type: text/html\nSubject: {subject}\n\n<p>x</p>"
    assert "<p>x</p>" in text_of(data.encode())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (saved("<p>x</p>", "utf-8"), True),
        (letter("x", plain="y").as_bytes(), True),
        (b"\xef\xbb\xbfMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\nx", True),
        (b"From a@b Mon\nFrom: a\nDate: b\n\nx", True),
        (b"Received: by x\n\tfor y\nFrom: a\n\nx", True),
        ("From: 甲市日报\nTitle: 门诊\n\n正文".encode(), False),
        ("Date: 2023\n正文".encode(), False),
        (b"From: a\nDate: b\nand so on", False),
        (b"---\ntitle: x\n---\n", False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_mail_is_told_by_its_headers(data: bytes, expected: bool) -> None:
    assert is_mail(data) is expected


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_refused(data: bytes) -> None:
    is_mail(data)
    bears(read_mail, data)
    bears(read_mail, b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_mutated_message_is_a_page_or_refused(data: st.DataObject) -> None:
    bears(read_mail, data.draw(mutated(saved(page(story(1)), "gb18030", subject="门诊"))))
