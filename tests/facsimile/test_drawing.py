"""Pages as pictures: the right page, turned, in part; and what cannot be drawn."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from aidstories.facsimile.drawing import TALLEST, Straight, Undrawable, draw, webp
from aidstories.facsimile.pages import WIDTHS, PagedCapture, PictureCache
from aidstories.facsimile.places import Places
from aidstories.restore.reading.extraction import Box, Kind, Page, PlacedLine

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def halves(width: int = 200, height: int = 100) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (width // 2, 0, width, height))
    return image


def written(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


def sheet(number: int = 1, width: float = 200, height: float = 100) -> Page:
    return Page(number=number, width=width, height=height)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_pictures_of_every_form(form: str) -> None:
    drawn = draw(written(halves(), form), Kind.IMAGE, sheet(), 100)
    assert drawn.size == (100, 50) and drawn.mode == "RGB"
    left, right = drawn.getpixel((10, 25)), drawn.getpixel((90, 25))
    assert near(left, RED) and near(right, BLUE)


def near(pixel: object, colour: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


def test_a_photograph_is_turned_as_it_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side: red is on top
    data = written(halves(), "JPEG", exif=exif)
    drawn = draw(data, Kind.IMAGE, sheet(width=100, height=200), 100)
    assert drawn.size == (100, 200)
    assert near(drawn.getpixel((50, 10)), RED) and near(drawn.getpixel((50, 190)), BLUE)


def test_a_page_of_a_tiff_is_a_frame() -> None:
    data = io.BytesIO()
    one, two = (Image.new("RGB", (50, 50), colour) for colour in (RED, BLUE))
    one.save(data, "TIFF", save_all=True, append_images=[two])
    drawn = draw(data.getvalue(), Kind.IMAGE, sheet(2, 50, 50), 50)
    assert near(drawn.getpixel((25, 25)), BLUE)
    with pytest.raises(Undrawable):
        draw(data.getvalue(), Kind.IMAGE, sheet(3, 50, 50), 50)


def test_what_is_seen_through_is_paper() -> None:
    drawn = draw(written(Image.new("RGBA", (20, 20), (0, 0, 0, 0))), Kind.IMAGE, sheet(), 20)
    assert near(drawn.getpixel((5, 5)), WHITE)


def test_a_part_of_a_picture() -> None:
    drawn = draw(written(halves()), Kind.IMAGE, sheet(), 400, Box(110, 10, 190, 90))
    assert drawn.size == (80, 80)  # no wider than it is
    assert near(drawn.getpixel((2, 2)), BLUE)


def pdf(*colours: tuple[int, int, int]) -> bytes:
    """Return a PDF of pages of 200 by 100 points, left half as said, the right half white."""
    document = pypdfium2.PdfDocument.new()
    for colour in colours:
        page = document.new_page(200, 100)
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (10, 10), colour)))
        image.set_matrix(pypdfium2.PdfMatrix().scale(100, 100))
        page.insert_obj(image)
        page.gen_content()
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def test_pages_of_a_pdf() -> None:
    data = pdf(RED, BLUE)
    drawn = draw(data, Kind.PDF, sheet(2), 400)
    assert drawn.size == (400, 200)
    assert near(drawn.getpixel((100, 100)), BLUE) and near(drawn.getpixel((300, 100)), WHITE)
    part = draw(data, Kind.PDF, sheet(1), 300, Box(50, 0, 150, 100))
    assert abs(part.width - 300) <= 1 and abs(part.height - 300) <= 1
    assert near(part.getpixel((100, 150)), RED) and near(part.getpixel((200, 150)), WHITE)


def test_a_scanned_pdf_was_seen_in_pixels() -> None:
    seen = sheet(width=1000, height=500)
    part = draw(pdf(RED), Kind.PDF, seen, 300, Box(250, 0, 750, 500))
    assert near(part.getpixel((100, 150)), RED) and near(part.getpixel((200, 150)), WHITE)


def tilted(image: Image.Image, matrix: tuple[float, ...]) -> Image.Image:
    """Return a capture of 300 by 300 whose pixels at ``matrix`` of a page are those of ``image``.

    ``matrix`` is affine.
    """
    a, b, c, d, e, f, *_ = matrix
    area = a * e - b * d
    back = (e, -b, b * f - c * e, -d, a, c * d - a * f)
    inverse = [number / area for number in back]
    return image.transform((300, 300), Image.Transform.AFFINE, inverse, fillcolor="white")


TILT = (0.996, -0.087, 40.0, 0.087, 0.996, 30.0, 0.0, 0.0, 1.0)
"""Five degrees, and a margin."""


@pytest.mark.parametrize("kind", [Kind.IMAGE, Kind.PDF])
def test_a_page_is_shown_as_it_was_straightened(kind: Kind) -> None:
    picture = tilted(halves(), TILT)
    data = written(picture) if kind is Kind.IMAGE else bound(picture)
    straight = Straight(TILT, 144 * (kind is Kind.PDF))
    drawn = draw(data, kind, sheet(), 200, straight=straight)
    assert drawn.size == (200, 100)
    corners = [drawn.getpixel(at) for at in ((6, 6), (6, 93), (94, 50), (106, 50), (193, 93))]
    assert all(map(near, corners, (RED, RED, RED, BLUE, BLUE)))
    part = draw(data, kind, sheet(), 50, Box(90, 40, 110, 60), straight)
    assert part.size == (20, 20)
    assert near(part.getpixel((3, 10)), RED) and near(part.getpixel((16, 10)), BLUE)


def test_perspective_is_taken_out() -> None:
    """The far side of the page is half as wide on the photograph."""
    matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.01, 1.0)
    photograph = Image.new("RGB", (200, 100), WHITE)
    for v in range(50):  # row 50 of the photograph shows row 100 of the page
        y = v / (1 - 0.01 * v)
        width = round(200 / (1 + 0.01 * y))
        photograph.paste(RED, (0, v, width // 2, v + 1))
        photograph.paste(BLUE, (width // 2, v, width, v + 1))
    drawn = draw(written(photograph), Kind.IMAGE, sheet(), 200, straight=Straight(matrix))
    assert all(near(drawn.getpixel((90, y)), RED) for y in (5, 50, 90))
    assert all(near(drawn.getpixel((110, y)), BLUE) for y in (5, 50, 90))


def bound(image: Image.Image) -> bytes:
    """Return a PDF of a page that ``image`` fills, two pixels to the point."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(image.width / 2, image.height / 2)
    made = pypdfium2.PdfImage.new(document)
    made.set_bitmap(pypdfium2.PdfBitmap.from_pil(image))
    made.set_matrix(pypdfium2.PdfMatrix().scale(image.width / 2, image.height / 2))
    page.insert_obj(made)
    page.gen_content()
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


BAD = {
    "no picture": (b"<html>", Kind.IMAGE, sheet(), None),
    "cut short": (written(halves(), "JPEG")[:400], Kind.IMAGE, sheet(), None),
    "no PDF": (b"%PDF-1.7 nothing", Kind.PDF, sheet(), None),
    "no such page": (pdf(RED), Kind.PDF, sheet(7), None),
    "a page that was turned": (pdf(RED), Kind.PDF, sheet(1, 100, 200), None),
    "a ribbon": (written(halves()), Kind.IMAGE, sheet(height=200 * TALLEST + 1), None),
    "no size": (written(halves()), Kind.IMAGE, sheet(width=0), None),
    "beside the page": (written(halves()), Kind.IMAGE, sheet(), Box(300, 0, 400, 50)),
    "upside down": (written(halves()), Kind.IMAGE, sheet(), Box(50, 90, 60, 10)),
    "a hair": (written(halves()), Kind.IMAGE, sheet(), Box(50, 0, 52, 100)),
}


@pytest.mark.parametrize(("data", "kind", "page", "box"), BAD.values(), ids=BAD)
def test_what_cannot_be_drawn(data: bytes, kind: Kind, page: Page, box: Box | None) -> None:
    with pytest.raises(Undrawable):
        draw(data, kind, page, 100, box)


def test_a_picture_of_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidstories.facsimile.drawing._MOST_PIXELS", 200 * 100 - 1)
    with pytest.raises(Undrawable, match="200 by 100"):
        draw(written(halves()), Kind.IMAGE, sheet(), 100)


def test_a_scan_that_was_seen_too_finely() -> None:
    with pytest.raises(Undrawable, match="pixels"):
        draw(pdf(RED), Kind.PDF, sheet(), 100, straight=Straight(TILT, 10_000))


def test_what_the_camera_noted_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x010F] = "the maker"
    drawn = draw(written(halves(), "JPEG", exif=exif), Kind.IMAGE, sheet(), 100)
    assert b"the maker" not in webp(drawn)


def capture(data: bytes, kind: Kind, page: Page) -> PagedCapture:
    places = Places([PlacedLine((0, 1), 1, Box(0, 0, 10, 10))])
    return PagedCapture(
        data=data, kind=kind, sha256="a" * 64, text="一", places=places, pages={1: page}
    )


@pytest.mark.parametrize(
    ("kind", "width", "widths"),
    [
        (Kind.PDF, 595, WIDTHS),
        (Kind.IMAGE, 4000, WIDTHS),
        (Kind.IMAGE, 1000, (640, 1000)),
        (Kind.IMAGE, 640, (640,)),
        (Kind.IMAGE, 300, (300,)),
    ],
)
def test_no_picture_is_blown_up(kind: Kind, width: int, widths: tuple[int, ...]) -> None:
    page = sheet(width=width)
    assert capture(b"", kind, page).widths(page) == widths


def test_pictures_are_kept_and_what_is_damaged_is_drawn_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sheet(width=800, height=400)
    one, cache = capture(written(halves(800, 400)), Kind.IMAGE, page), PictureCache(tmp_path)
    made = cache.pictures(one, page)
    assert {width: Image.open(path).width for width, path in made.items()} == {640: 640, 800: 800}
    kept = {path: path.read_bytes() for path in made.values()}
    with monkeypatch.context() as patch:
        patch.setattr("aidstories.facsimile.pages.draw", None)  # nothing may be drawn
        assert cache.pictures(one, page) == made
    made[640].write_bytes(kept[made[640]][:-9])
    assert cache.pictures(one, page) == made
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.webp")} == kept


def test_another_capture_has_pictures_of_its_own(tmp_path: Path) -> None:
    page, cache = sheet(), PictureCache(tmp_path)
    one = capture(written(halves()), Kind.IMAGE, page)
    other = PagedCapture(
        data=written(Image.new("RGB", (200, 100), WHITE)),
        kind=Kind.IMAGE,
        sha256="b" * 64,
        text="",
        places=one.places,
        pages={1: page},
    )
    first, second = cache.pictures(one, page)[200], cache.pictures(other, page)[200]
    assert first.parent != second.parent and first.read_bytes() != second.read_bytes()
