"""What a picture shows and whose it is, however the line beside it is set."""

from __future__ import annotations

from typing import Any

import pytest
from tests.restore.cases import cases, only

from aidstories.model import Role
from aidstories.restore.lexicon.byline import credit_start

_TITLE = "海角县人民医院开展首例腹腔镜手术"
_TEXT = (
    "5月6日，海角县人民医院外科在援助专家指导下完成首例腹腔镜手术，患者术后恢复良好，已经可以下床。",
    "近年来，医院通过“师带徒”的方式培养本地骨干二十余人，群众在家门口就能看上病、看好病。",
    "医院负责人表示，下一步将继续加强学科建设，不断提升医疗服务水平，更好地服务当地各族群众。",
)
_SHOWS = ("援藏医生段敏（左二）在手术室指导本地医生操作", "手术现场")


@pytest.mark.parametrize("shows", _SHOWS)
@pytest.mark.parametrize("case", cases("caption_forms", "beside"))
def test_beside_a_picture(case: dict[str, Any], shows: str) -> None:
    lines = case["raw"].replace("{C}", shows).split("\n")
    first, *rest = (f"<p>{text}</p>" for text in _TEXT)
    below = "".join(f"<p>{line}</p>" for line in lines)
    page = f'<h1>{_TITLE}</h1><div>{first}<p><img src="a.jpg"></p>{below}{"".join(rest)}</div>'
    article = only(f"<html><body>{page}</body></html>")
    captions = [text for text in article.texts(Role.CAPTION) if text]
    assert len(captions) == 1 and shows in captions[0]
    credits = "".join(article.texts(Role.CREDIT))
    assert case.get("credit", "") in credits
    assert article.texts(Role.PARAGRAPH) == _TEXT


@pytest.mark.parametrize("place", ["(资料图片)", "（资料图）"])
def test_the_place_of_a_picture_is_no_caption(place: str) -> None:
    article = only("\n".join((_TITLE, "来源：海角日报 时间：2024-05-06 08:00", place, *_TEXT)))
    assert article.texts(Role.PARAGRAPH) == _TEXT
    assert not any("资料图" in text for text in article.texts(Role.CAPTION))


@pytest.mark.parametrize("case", cases("caption_forms", "credit"))
def test_where_a_credit_begins(case: dict[str, Any]) -> None:
    assert credit_start(case["raw"]) == case["start"]


@pytest.mark.parametrize("signed", ["（段敏 文/图）", "（图/文 段敏）", "（段敏/文 何青/图）"])
def test_who_signs_makes_no_caption_of_the_text_above(signed: str) -> None:
    article = only("\n\n".join((_TITLE, *_TEXT, signed)))
    assert article.texts(Role.PARAGRAPH) == _TEXT
    assert article.texts(Role.BYLINE) == (signed,)
