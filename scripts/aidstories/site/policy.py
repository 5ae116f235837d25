"""The Content-Security-Policy of every page."""

from __future__ import annotations

import base64
import hashlib

_RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheet holds icons as data
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",
}

_EDITOR = {
    "style-src": "'unsafe-inline'",  # its components bring their styles along
    "img-src": "blob:",  # pictures of the local clone
    "media-src": "blob:",
    "frame-src": "blob:",  # the preview
    "connect-src": "data: blob:",
}
"""What the editor at ``/admin/`` needs besides; nothing of it lets a script or another host in."""


FRAMED = "frame-ancestors 'none'"
"""That no other page may show one in a frame: browsers heed it in a header alone, which the samples
in ``deploy/`` send with the policy."""


def editor_policy(hosts: tuple[str, ...] = ()) -> str:
    """Return the policy of the editor's page; ``hosts`` are the origins of its Git host."""
    rules = {
        name: " ".join(filter(None, (_RULES.get(name), _EDITOR.get(name))))
        for name in (*_RULES, *(name for name in _EDITOR if name not in _RULES))
    }
    rules["connect-src"] = " ".join((rules["connect-src"], *hosts))
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def policy(*, scripts: tuple[str, ...] = (), styles: tuple[str, ...] = ()) -> str:
    """Return the policy; ``scripts`` and ``styles`` are inline texts that it allows besides.

    Source of the form: Content Security Policy Level 3, W3C.
    """
    more = {"script-src": scripts, "style-src": styles}
    return "; ".join(
        " ".join((name, value, *map(_hash, more.get(name, ())))) for name, value in _RULES.items()
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
