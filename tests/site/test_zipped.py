"""ZIP files put together from what is compressed already, held against those of `zipfile`."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.site.takeaway.zipped import add, deflated, stored, zipped

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0\\"), min_size=1, max_size=12)
FILES = st.dictionaries(NAMES, st.tuples(st.binary(max_size=300), st.booleans()), max_size=6)
Files = dict[str, tuple[bytes, bool]]


def by_zipfile(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, (data, is_stored) in files.items():
            add(archive, name, data, stored=is_stored)
    return out.getvalue()


def ours(files: Files) -> bytes:
    packed = (
        (name, (stored if plain else deflated)(data)) for name, (data, plain) in files.items()
    )
    return b"".join(zipped(packed))


def said(entry: zipfile.ZipInfo) -> tuple[object, ...]:
    """Return what an archive says of a file, but for where it is and how small it became."""
    skipped = {"orig_filename", "header_offset", "compress_size", "_raw_time", "_end_offset"}
    return tuple(getattr(entry, name, None) for name in entry.__slots__ if name not in skipped)


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_an_archive_reads_as_one_of_zipfile(files: Files) -> None:
    mine, other = (zipfile.ZipFile(io.BytesIO(data)) for data in (ours(files), by_zipfile(files)))
    assert list(map(said, mine.infolist())) == list(map(said, other.infolist()))
    assert [mine.read(name) for name in mine.namelist()] == [data for data, _ in files.values()]


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_without_compression_the_bytes_are_those_of_zipfile(files: Files) -> None:
    plain = {name: (data, True) for name, (data, _) in files.items()}
    assert ours(plain) == by_zipfile(plain)


@pytest.mark.parametrize("count", [0xFFFF, 0x10000])
def test_an_archive_may_hold_more_files_than_the_old_directory_counts(count: int) -> None:
    empty = stored(b"")
    data = b"".join(zipped((f"{n}", empty) for n in range(count)))
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == count


def test_what_was_cut_off_is_found_out() -> None:
    data = ours({"a.txt": (b"text" * 20, False)})
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(data[:-30]))
