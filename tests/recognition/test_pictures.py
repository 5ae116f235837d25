"""Pictures are opened upright and in grey; what is damaged or too large is refused."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from aidstories.restore.reading.pages import pictures as opened
from aidstories.restore.reading.pages.pictures import pictures
from aidstories.restore.reading.pages.signatures import image_kind
from aidstories.restore.reading.refusal import Refusal

LEVELS = np.tile(np.arange(40, dtype=np.uint8) * 6, (30, 1))
PICTURE = Image.fromarray(LEVELS)


def written(kind: str, picture: Image.Image = PICTURE, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


KINDS = ("PNG", "JPEG", "TIFF", "WEBP")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_opened_in_grey(kind: str) -> None:
    data = written(kind)
    assert image_kind(data) == kind
    (picture,) = pictures(data)
    assert (picture.mode, picture.size) == ("L", (40, 30))
    assert np.abs(np.asarray(picture, int) - LEVELS).max() < 20


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + b"\0" * 40, b"RIFF\0\0\0\0WAVEfmt ", b"%PDF-1.7"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert image_kind(data) is None
    with pytest.raises(Refusal, match="no PNG"):
        next(pictures(data))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_cut_off_is_refused(kind: str) -> None:
    noisy = Image.fromarray(np.random.default_rng(0).integers(0, 255, (200, 200), np.uint8))
    data = written(kind, noisy)
    for share in (0.02, 0.5, 0.9):
        with pytest.raises(Refusal) as refused:
            list(pictures(data[: int(len(data) * share)]))
        assert "损坏" in refused.value.zh


@pytest.mark.parametrize(
    ("orientation", "size", "corner"),
    [(1, (40, 30), 0), (3, (40, 30), 234), (6, (30, 40), 0), (8, (30, 40), 234)],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_photograph_is_turned_as_its_camera_says(
    kind: str, orientation: int, size: tuple[int, int], corner: int
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    (picture,) = pictures(written(kind, PICTURE, exif=exif))
    assert picture.size == size
    assert abs(int(np.asarray(picture)[0, 0]) - corner) < 20


def test_all_pages_of_a_tiff_are_opened() -> None:
    others = [PICTURE.resize((20 + n, 30)) for n in range(3)]
    data = written("TIFF", PICTURE, save_all=True, append_images=others)
    assert [p.width for p in pictures(data)] == [40, 20, 21, 22]


def test_only_the_first_picture_of_an_animation_counts() -> None:
    data = written("WEBP", PICTURE, save_all=True, append_images=[PICTURE.rotate(90)] * 3)
    assert len(list(pictures(data))) == 1


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    (picture,) = pictures(written("PNG", clear))
    assert np.asarray(picture).min() == 255


def test_sixteen_bits_are_brought_to_eight() -> None:
    deep = Image.fromarray(LEVELS.astype(np.uint16) * 256)
    (picture,) = pictures(written("PNG", deep))
    assert np.asarray(picture)[0, -1] == 255 and np.asarray(picture)[0, 0] == 0


def test_colour_is_kept_where_it_is_asked_for() -> None:
    red = Image.new("RGB", (8, 8), "red")
    (picture,) = pictures(written("PNG", red), colour=True)
    assert picture.getpixel((1, 1)) == (255, 0, 0)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    data = written("TIFF", PICTURE, save_all=True, append_images=[PICTURE] * 2)
    monkeypatch.setattr(opened, "MOST_PICTURES", 3)
    assert len(list(pictures(data))) == 3
    monkeypatch.setattr(opened, "MOST_PICTURES", 2)
    with pytest.raises(Refusal, match="2 pages"):
        list(pictures(data))
    monkeypatch.setattr(opened, "MOST_PIXELS", 40 * 30 - 1)
    with pytest.raises(Refusal, match="million pixels"):
        list(pictures(data))
    monkeypatch.setattr(opened, "MOST_BYTES", len(data) - 1)
    with pytest.raises(Refusal, match="MB at most"):
        list(pictures(data))


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    data = bytearray(written("PNG"))
    data[16:24] = side.to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    with pytest.raises(Refusal, match="million pixels"):
        list(pictures(bytes(data)))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_is_refused_or_read(data: st.DataObject) -> None:
    whole = bytearray(written(data.draw(st.sampled_from(KINDS))))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = list(pictures(bytes(whole[: data.draw(st.integers(0, len(whole)))])))
    except Refusal as refusal:
        assert refusal.zh and refusal.en
    else:
        assert all(picture.mode == "L" for picture in found)
