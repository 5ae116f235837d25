"""How common the characters of a text are: mojibake is made of rare ones."""

from __future__ import annotations

from aidstories.restore.lexicon.late import late

_ASCII = late("[\x00-\x7f]+")
_LONE = late("[\ud800-\udfff]")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机"
    "当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心"
    "反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程"
    "展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期"
    "根论运农指医院病疗患县区市省西藏援助康健队专技术"
    "這個國為來會們時說過對發產學經進電裡還與兩無實業應開從當體機點現關長員結問題後動將區專醫療縣"
    "，。、：；？！“”‘’（）《》—…　\n\r\t 0123456789"
    "་།ིོེུ"
)


def plausibility(text: str) -> float:
    """Return the share (at most 1) of ``text`` that is common in Chinese or Tibetan prose.

    Mojibake is made of rare characters; running Chinese scores above 0.4.
    """
    sample = text[:20000]
    foreign = _ASCII.sub("", sample)
    if foreign:
        lone = len(_LONE.findall(foreign))
        return sum(map(_COMMON.__contains__, foreign)) / len(foreign) - 3 * lone / len(sample)
    return sum(map(str.isprintable, sample)) / max(1, len(sample))
