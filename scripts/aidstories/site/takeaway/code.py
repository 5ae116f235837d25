"""The QR code of a page's address, drawn into the page: paper leads back to the site."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup, escape

_MASK = 0
"""Which of the standard's eight masks is laid over a code (ISO/IEC 18004, 7.8). Readers take any;
to weigh all eight, as the standard asks of writers, takes four times as long: 4.3 ms for 1.0 ms."""
_ADDRESS = "%:/?#[]@!$&'()*+,;=~"
"""The characters of an address besides letters and digits (RFC 3986, 2.2)."""


def printed(address: str) -> dict[str, str]:
    """Return what a page's metadata say for paper: its absolute address, and the code of it."""
    return {"address": str(escape(address)), "code": qr_code(address)}


@lru_cache(maxsize=4)  # the pages of all languages lead to the same address, one after the other
def qr_code(address: str) -> Markup:
    """Return the QR code of an absolute address as SVG of about 1.8 KB, without styles.

    The style sheet gives it the border of four modules that readers need.
    """
    import segno  # .03 s, and sites without an address of their own have no codes

    ascii_address = quote(address, safe=_ADDRESS)  # else 甲 is a kanji, which few readers read
    code = segno.make(ascii_address, micro=False, mask=_MASK)
    return Markup(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None))
