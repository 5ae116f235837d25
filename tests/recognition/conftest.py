"""Small pages, set by Chromium once."""

from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser

from aidstories.recognition.straighten import Grey
from tests.restore.reading.newspaper import FONTS

CHINESE = (
    ("医疗队翻过雪山来到那曲", "队员们每天看病，也教本地", "的医生和护士做手术。"),
    ("二〇二一年八月，大连的", "12名医生到县医院义诊，", "共看了三百五十个病人。"),
)
"""Lines of two columns."""
TIBETAN = ("བོད་ལྗོངས་སྨན་ཁང་ཆེན་མོ།", "ནད་པ་མང་པོ་གསོ་བ་རེད།")


def shot(browser: Browser, body: str) -> Grey:
    """Return a picture of a page of 480 CSS pixels at 192 dpi."""
    font = (FONTS / "noto-serif-tibetan-tibetan-400-normal.woff2").read_bytes()
    face = (
        "@font-face{font-family:'Noto Serif Tibetan';"
        f"src:url(data:font/woff2;base64,{base64.b64encode(font).decode()})}}"
    )
    page = browser.new_page(viewport={"width": 480, "height": 240}, device_scale_factor=2)
    page.set_content(
        f"<meta charset=utf-8><style>{face} body{{margin:24px;font:16px/1.7 'Noto Serif CJK SC'}}"
        "div{position:absolute;white-space:pre} .bo{font:20px/2 'Noto Serif Tibetan'}</style>"
        + body
    )
    page.evaluate("document.fonts.ready")
    data = page.screenshot()
    page.close()
    return np.array(Image.open(io.BytesIO(data)).convert("L"), np.uint8)


@pytest.fixture(scope="session")
def columns(browser: Browser) -> Grey:
    """Two columns of Chinese with a gutter of 24 CSS pixels."""
    one, other = ("\n".join(lines) for lines in CHINESE)
    return shot(browser, f'<div style="left:30px">{one}</div><div style="left:246px">{other}</div>')


@pytest.fixture(scope="session")
def bilingual(browser: Browser) -> Grey:
    """Lines of Tibetan under a line of Chinese."""
    said = "\n".join(TIBETAN)
    return shot(browser, f"<div>{CHINESE[0][0]}</div><div class=bo style='top:64px'>{said}</div>")
