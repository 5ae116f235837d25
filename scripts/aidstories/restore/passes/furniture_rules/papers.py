"""How a paper numbers its pages, and what leads from one of them to the next."""

from __future__ import annotations

from aidstories.restore.lexicon.journals import FILED
from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

_PAGE = r"第?\s*+[0-9０-９一二三四五六七八九十ABCDabcd]{1,4}\s*+版"
"""A page of a newspaper: four signs write 第A12版."""
ONWARD = rf"(?:下转|紧转|转)\s*+{_PAGE}"
"""What says on which page a text goes on: 下转第2版."""
_LEADS = r"(?:下转|上接|紧接|紧转|转|接|见|详见)"
_JUMP = rf"(?:[◆▲▼★●■→]++(?>(?:\s*+{_LEADS})?)|{_LEADS})\s*+{_PAGE}"

PAPERS = (
    Rule(
        "number by which a page is filed",
        Scope.LINE,
        "page",
        r"\d{20,}",
        example="010020030000000000000000011100001310000001",
        counter="13812345678",
    ),
    Rule(
        "number under which a paper is printed",
        Scope.LINE,
        "page",
        r"[^。，]{0,60}(?:国内统一(?:连续出版物|刊)号|(?:邮发)?代号\s*+[:：]?\s*+\d{1,3}-\d)[^。，]{0,60}",
        example="某某日报社 出版 国内统一刊号:CN00-0000 代号00-1",
        counter="某某日报社出版了新书",
    ),
    Rule(
        "numbers and classes by which a paper is filed",
        Scope.LINE,
        "page",
        rf"(?:[【\[]?\s*+{FILED}\s*+[】\]]?\s*+[:：]?[\sa-z0-9.,;/()（）_-]{{0,40}}){{1,4}}",
        example="文章编号：1000-0000(2024)01-0001-06 文献标识码：A",
        counter="文章编号要写清楚",
    ),
    Rule(
        "jump to another page",
        Scope.LINE,
        "jump",
        rf"[（(【]?\s*+{_JUMP}[^。，]{{0,20}}[)）】]?",
        "（下转第2版）",
        "详见本院网站",
    ),
    Rule(
        "page of the paper",
        Scope.LINE,
        "jump",
        rf"[（(【]?{_PAGE}(?:[:：·\s][^。，]{{0,12}})?[)）】]?",
        "第3版：要闻",
        "第三版教材已经付印",
    ),
    Rule("page break", Scope.LINE, "page", r"page\s*+break", "pagebreak", "page breakers"),
    Rule(
        "number of a page",
        Scope.LINE,
        "page",
        r"[-—–·]{1,3}\s*+\d{1,3}\s*+[-—–·]{1,3}",
        "— 3 —",
        "3",
    ),
    Rule(
        "page of pages",
        Scope.LINE,
        "page",
        r"第\s*+\d+\s*+页(?:\s*+[共/]\s*+\d+\s*+页)?",
        "第 3 页 共 8 页",
        "第3页上写着他的名字",
    ),
    Rule("mark of a break", Scope.LINE, "page", r"分页符?", "分页符", "分页阅读"),
    Rule(
        "day and page",
        Scope.LINE,
        "page",
        rf"(?:星期|周)[一二三四五六日天]\s*+{_PAGE}[^。]{{0,12}}",
        "星期三 第2版 综合",
        "星期三义诊",
    ),
    Rule(
        "continued from a page",
        Scope.JUMP,
        "jump",
        rf"^\s*+[（(]\s*+(?:上接|接)\s*+{_PAGE}[^（）()]{{0,8}}[)）]",
        "（上接第1版）他们又出发了。",
        "（接诊时）他们又出发了。",
    ),
    Rule(
        "continued on a page",
        Scope.JUMP,
        "jump",
        rf"(?:[（(【]\s*+|(?<!\s)\s*+)(?<![◆▲▼])[◆▲▼]*+\s*+{ONWARD}[^（）()，。]{{0,8}}[)）】]?\s*+$",
        "他们又出发了。（下转第2版）",
        "他转院了。",
    ),
    Rule(
        "ornament and page",
        Scope.JUMP,
        "jump",
        rf"(?<!\s)\s*+(?<!◆)◆++\s*+{_PAGE}\s*+$",
        "出发了 ◆◆2版",
        "印了2版",
    ),
    Rule(
        "page break behind a credit",
        Scope.JUMP,
        "jump",
        r"(?<=[摄攝影图圖])\s*+page\s*+break\s*+$",
        "段敏 摄pagebreak",
        "段敏 pagebreak",
    ),
)
