"""The words of a question that name nothing: 谁帮助了那曲 asks for 那曲 alone.

They are dropped where a query names values of the catalogue, and nowhere else. `ASKING` makes a
query a question; `LIGHT` are what stands between the values of one: particles, prepositions, and
the verbs of aid, which every story of this archive is about.
"""

from __future__ import annotations

ASKING = (
    "谁", "哪", "哪里", "哪儿", "哪些", "哪个", "哪家", "哪位", "哪年", "哪一年", "哪些地方",
    "哪些医院", "哪些人", "什么", "什么地方", "什么时候", "何时", "何地", "何处", "怎么", "怎样",
    "如何", "为什么", "多少", "几", "吗", "呢", "སུ", "སུས", "སུའི", "གང", "གང་དུ", "ག་པར", "ག་རེ",
    "ནམ", "ཅི",
)  # fmt: skip
LIGHT = (
    "的", "了", "过", "着", "在", "对", "给", "为", "向", "从", "到", "由", "和", "与", "及", "被",
    "是", "有", "来", "去", "来自", "得到", "获得", "受到", "接受", "帮助", "援助",
    "支援", "帮扶", "支持", "对口", "对口支援", "对口援助", "对口帮扶", "结对", "派", "派出",
    "派去", "派到", "做", "地方", "地区", "医疗队", "医生", "专家", "带来",
    "ལ", "གི", "གིས", "ནས", "དང", "རོགས", "རོགས་རམ", "རོགས་སྐྱོར", "བྱས", "བྱ", "རེད", "ཡིན",
)  # fmt: skip
