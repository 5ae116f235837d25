"""Saved pages and letters that the tests write."""

from __future__ import annotations

import quopri
from base64 import encodebytes
from email.header import Header
from email.message import EmailMessage

from tests.restore.reading.stories import Story

URL = "https://news.example/2023/a.html"


def page(s: Story) -> str:
    texts = [f"<p>{t.replace('²', '<sup>2</sup>')}</p>" for t in s.paragraphs]
    rows = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in s.rows)
    return "".join(
        [
            f"<html><head><style>p {{}}</style></head><body><h1>{s.title}</h1>",
            f"<p>{s.byline}</p><p>{s.source}</p>",
            *texts[:2],
            f"<h2>{s.heading}</h2><ol>{''.join(f'<li>{item}</li>' for item in s.items)}</ol>",
            f'<table>{rows}</table><p><img src="https://news.example/a.jpg"></p>',
            f"<p>{s.caption}</p>{''.join(texts[2:])}</body></html>",
        ]
    )


def saved(html: str, charset: str, *, coded: str = "quoted-printable", subject: str = "") -> bytes:
    """Return a page as a browser saves it, its advertisement in a frame before it."""
    data = html.encode(charset)
    body = quopri.encodestring(data) if coded == "quoted-printable" else encodebytes(data)
    lines = [
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {URL}",
        f"Subject: {Header(subject, 'utf-8').encode()}",
        "Date: Mon, 6 May 2024 10:00:00 -0000",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related; type="text/html"; start="<main>"; boundary="b0"',
        "",
        "--b0",
        "Content-Type: text/html",
        "Content-ID: <frame>",
        "Content-Location: https://ads.example/",
        "",
        "<p>advertisement</p>",
        "--b0",
        f"Content-Type: text/html; charset={charset}",
        "Content-ID: <main>",
        f"Content-Transfer-Encoding: {coded}",
        f"Content-Location: {URL}",
        "",
    ]
    end = "\r\n--b0\r\nContent-Type: image/jpeg\r\n\r\nx\r\n--b0--\r\n"
    return ("\r\n".join(lines) + "\r\n").encode() + body + end.encode()


def letter(subject: str, **parts: str) -> EmailMessage:
    """Return a letter with parts by subtype: ``plain``, ``html``."""
    message = EmailMessage()
    message["From"], message["To"] = "a@example.cn", "b@example.cn"
    message["Subject"], message["Date"] = subject, "Mon, 6 May 2024 10:00:00 -0000"
    for i, (subtype, text) in enumerate(parts.items()):
        if i:
            message.add_alternative(text, subtype=subtype)
        else:
            message.set_content(text, subtype=subtype)
    return message
