"""What a capture is, its bytes decide; what is no article is refused with what to do."""

from __future__ import annotations

import pytest
from tests.restore.reading.damage import refused
from tests.restore.reading.made.docx import png

from aidstories.restore.reading.extract import extract
from aidstories.restore.reading.extraction import Kind
from aidstories.restore.reading.sniff import sniff

PAGE = "<h1>医疗队抵达</h1><p>九月一日，医疗队抵达县医院。</p>".encode()


@pytest.mark.parametrize(
    "data",
    [
        png(),
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"II*\0\x08\0\0\0",
        b"MM\0*\0\0\0\x08",
        b"RIFF\x24\0\0\0WEBPVP8 ",
        png()[:8] + PAGE,
    ],
)
def test_pictures(data: bytes) -> None:
    assert sniff(data) is Kind.IMAGE


@pytest.mark.parametrize(
    "data",
    [PAGE, b"", b"PNG", b"II*", "II*：脚注".encode(), b"RIFF\x24\0\0\0WAVE", b"MM\0"],
)
def test_what_is_no_picture(data: bytes) -> None:
    assert sniff(data) is None


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_photographs_of_a_telephone_are_refused_with_what_to_save(brand: bytes) -> None:
    assert "JPEG" in refused(sniff, b"\0\0\0\x18ftyp" + brand)
    assert sniff(b"\0\0\0\x18ftypisom") is None


PROSE = "援助医生在县医院工作了一年半，带出了一支能独立手术的队伍。"
WORD = (
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p></w:body></w:wordDocument>"
)
SCRIPT = "function show(news) {\n  for (const one of news) {\n    list.append(one);\n  }\n}\n"
STYLE = ".news p { color: red; margin: 0; } /* 新闻 */\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WORD, "docx"),
        ("\ufeff<?xml version='1.0'?>\n" + WORD, "docx"),
        ("<?xml version='1.0'?><svg xmlns='a'><text>医疗队</text></svg>", "XML"),
        ("<?xml version='1.0'?><urlset><url><loc>http://a.example</loc></url></urlset>", "XML"),
        (SCRIPT * 4, "代码"),
        (STYLE * 4, "样式表"),
        ("<html><title>404</title><h1>404 Not Found</h1><hr>nginx</html>", "404"),
        (
            "<html><body><p>抱歉，您要看的文章不存在。</p></body></html>",
            "不在了",
        ),
        ("[InternetShortcut]\r\nURL=http://a.example/", "快捷方式"),
        ("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", "git lfs pull"),
        ("/annex/objects/SHA256E-s9--00.txt\n", "git-annex"),
        (
            '<?xml version="1.0"?>\n<!DOCTYPE plist>\n<plist version="1.0">\n<dict>\n'
            "<key>URL</key><string>http://a.example/</string></dict></plist>",
            "快捷方式",
        ),
        ("[Desktop Entry]\nType=Link\nURL=http://a.example/", "快捷方式"),
    ],
)
def test_syntax_is_no_article(text: str, said: str) -> None:
    assert said in refused(extract, text.encode())


@pytest.mark.parametrize(
    "text",
    [
        f"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><p>{PROSE}</p></html>",
        f"<?xml version='1.0'?><news><title>门诊</title><p>{PROSE}</p></news>",
        f"<w:p>{PROSE}</w:p>",
        f"<style>{STYLE * 4}</style><p>{PROSE}</p>",
        PROSE + "{};" * 9,
        "The doctors came; they stayed; they taught; they left; " * 3,
        SCRIPT,
        f"医疗队写了一个小程序：\n{SCRIPT}" + PROSE * 9,
        f"404病房的灯\n\n{PROSE * 9}\n\n他看着“文章不存在”的网页。",
        "404病房的灯一直亮着。",
        "CAJ 是一种文件格式。" + PROSE,
        f"大文件第一行是 version https://git-lfs.github.com/spec/v1。{PROSE}",
        f"<?xml version='1.0'?><html><body><p><key>URL</key>{PROSE}</p></body></html>",
        "Rar!",
    ],
)
def test_what_looks_like_syntax_and_is_text(text: str) -> None:
    assert extract(text.encode()).kind is Kind.TEXT
