"""What stands for a picture, or names its file."""

from __future__ import annotations

from aidstories.restore.passes.furniture_rules.rule import Rule, Scope

PICTURES = (
    Rule(
        "picture in a forum",
        Scope.LINE,
        "controls",
        r"\[attach(?:img)?\]\s*+\d{1,9}\s*+\[/attach(?:img)?\]",
        example="[attach]39510[/attach]",
        counter="[attach]",
    ),
    Rule(
        "place of a picture or a video",
        Scope.LINE,
        "controls",
        r"[\[【（(]\s*+(?:图片|配图|图|照片|视频|动图|音频|(?:相关)?资料(?:图片?)?(?:仅供参考)?)\s*+\d{0,2}\s*+[\])】）]|文章(?:插图|配图|图片)|\\{1,2}",
        example="[图片]",
        counter="[图解]",
    ),
    Rule(
        "place of a picture without brackets",
        Scope.LINE,
        "controls",
        r"图像\s*+\d{0,2}",
        example="图像",
        counter="图像清楚",
    ),
    Rule(
        "picture named by its day",
        Scope.LINE,
        "controls",
        r"(?:image|img|pic|photo|微信图片|qq图片)[-_]?\d{8,}(?:[-_]\d{1,3})?",
        example="image-20240506084612-1",
        counter="image 2024",
    ),
    Rule(
        "name of a picture",
        Scope.LINE,
        "controls",
        r"[（(]?(?:微信图片_?|img_?|dsc_?)\d*[)）]?|[（(]\d*[)）]",
        "微信图片_20240501",
        "微信图片里的雪山",
    ),
    Rule(
        "file of a picture",
        Scope.LINE,
        "boilerplate",
        r"\S{0,60}\.(?:jpe?g|png|gif|webp|bmp)",
        "微信图片_1.jpg",
        "照片存为jpg",
    ),
    Rule(
        "path of a picture",
        Scope.LINE,
        "boilerplate",
        r"[a-z]:\\[^。！？]{1,160}\.(?:jpe?g|png|gif|webp|bmp)",
        r"D:\网站\图 (1).png",
        "见D:盘",
    ),
)
