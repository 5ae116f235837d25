"""RapidOCR: finds lines of any script, reads Chinese and Latin. Its models lie in its wheel."""

from __future__ import annotations

import importlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from aidstories.recognition.seen import Quad, Read
from aidstories.recognition.straighten import Grey
from aidstories.restore.reading.refusal import Unrecognised

_MODELS = ("PP-OCRv6_det_small", "PP-OCRv6_rec_small")


class Rapid:
    """The engine, loaded once (0.5 s, 200 MB)."""

    def __init__(self) -> None:
        """Load the models.

        Raises `Unrecognised` where the extra ``ocr`` is not installed.
        """
        try:
            rapidocr = importlib.import_module("rapidocr")
            models = Path(str(rapidocr.__file__)).parent / "models"
            self._engine: Any = rapidocr.RapidOCR(
                params={
                    "Global.log_level": "critical",
                    "Global.return_word_box": True,
                    "Global.use_cls": False,
                    "Det.model_path": str(models / f"{_MODELS[0]}.onnx"),
                    "Det.limit_side_len": 32,  # no enlarging: find() has seen to the size
                    "Rec.model_path": str(models / f"{_MODELS[1]}.onnx"),
                }
            )
        except ImportError:
            raise Unrecognised(
                "这是扫描件或照片，识别文字要用另外安装的程序：请运行 make ocr；"
                "或者改存文字版（可复制文字的 PDF、Word、网页）",
                "This is a scan or a photograph, and recognising its text needs a program of its"
                " own: run make ocr, or save a version with text (PDF, Word, web page) instead",
            ) from None
        self.name = f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}"
        self.model = ", ".join(_MODELS)

    def find(self, image: Grey) -> list[Quad]:
        """Return the lines of an image, of characters some 15 to 60 pixels high."""
        found = self._engine(_coloured(image), use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return [] if boxes is None else [np.asarray(box, np.float32) for box in boxes]

    def read(self, crops: list[Grey]) -> list[Read]:
        """Return what each of ``crops``, a line each, says."""
        if not crops:
            return []
        found = self._engine.recognize_txt([_coloured(crop) for crop in crops])
        return [
            _read(text, score, places)
            for text, score, places in zip(
                found.txts, found.scores, found.word_results, strict=True
            )
        ]


def _coloured(image: Grey) -> Any:
    return cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)


def _read(text: str, score: float, places: Any) -> Read:
    """Return a line; ``places`` has a column for each character that is no blank."""
    columns = [column for word in places.word_cols for column in word]
    printed = [i for i, char in enumerate(text) if not char.isspace()]
    if not text.strip() or len(columns) != len(printed) or not places.line_txt_len:
        return Read(text.strip(), float(score))
    shares = [(column + 0.5) / places.line_txt_len for column in columns]
    centres = np.interp(range(len(text)), printed, np.clip(shares, 0, 1))
    scores = places.confs if len(places.confs) == len(text) else [score] * len(text)
    start, end = printed[0], printed[-1] + 1
    return Read(
        text[start:end],
        float(score),
        tuple(float(c) for c in centres[start:end]),
        tuple(float(s) for s in scores[start:end]),
    )
