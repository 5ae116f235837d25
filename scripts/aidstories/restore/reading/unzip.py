"""A ZIP opened within limits: its files by name, each unpacked when it is asked for."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO

from aidstories.restore.reading.refusal import Refusal

MOST_MEMBERS = 10_000
"""Files in a ZIP: a year of a daily paper with twenty articles a day has 7,300."""
MOST_BYTES = 1 << 30
"""Bytes of all files unpacked. They are read one by one, so this bounds time: 4 s at the
285 MB a second that text unpacks at."""
LARGEST_MEMBER = 100 << 20
"""Bytes of one file unpacked, which memory holds whole: a scan of a double page at 600 dpi in
uncompressed grey has 90 MB."""
HIGHEST_RATIO = 500
"""How many times smaller packing may make a file: half-way between 10,000 equal rows of a table in
a Word file (249 times) and the zeros of which bombs are made (1,030 times)."""
_SMALL = 1 << 20
"""Bytes up to which a file may be packed as tightly as it likes: it does no harm."""
_DIRECTORY = b"PK\x01\x02"
"""What the entry of each file in the directory of a ZIP begins with."""
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, RuntimeError, ValueError, IndexError, OverflowError),
)
"""What `zipfile` raises at bytes that are no sound ZIP (NotImplementedError is a RuntimeError)."""
_ENCRYPTED, _UTF8 = 0x1, 0x800
"""Bits of the flags of a file (APPNOTE.TXT of PKWARE, 4.4.4)."""


class Members(Mapping[str, bytes]):
    """The files of a ZIP, without its folders, in its own order.

    ``members[name]`` unpacks a file each time; it raises KeyError where there is none, and
    Refusal where it is damaged.
    """

    def __init__(self, archive: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._infos = infos

    def __getitem__(self, name: str) -> bytes:
        info = self._infos[name]
        try:
            return self._archive.read(info)
        except _FAULTS as e:
            raise _damaged() from e

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)

    def is_link(self, name: str) -> bool:
        """Return whether the entry ``name`` is a symbolic link, as Unix packs it."""
        return stat.S_ISLNK(self._infos[name].external_attr >> 16)

    def size(self, name: str) -> int:
        """Return how many bytes the file ``name`` has unpacked; raises KeyError."""
        return self._infos[name].file_size


def open_zip(data: bytes) -> Members:
    """Return the files of a ZIP given as bytes.

    Raises Refusal where it is damaged, locked by a password, or past a limit of this module.
    """
    if data.count(_DIRECTORY) > MOST_MEMBERS:
        raise _too_many()
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _FAULTS as e:
        raise _damaged() from e
    infos = [i for i in archive.infolist() if not i.filename.endswith("/")]
    if any(i.flag_bits & _ENCRYPTED for i in infos):
        raise Refusal(
            "这个压缩包设了密码，无法读取。请解压后，把里面的文件不带密码重新保存。",
            "This archive is locked by a password. Unpack it and save its files without one.",
        )
    _check_sizes(infos)
    named = {_name(i): i for i in infos}
    if len(named) < len(infos):
        raise Refusal(
            "压缩包里有同名的文件，分不清哪一个是对的。请解压后重新压缩。",
            "Two files in this archive have the same name. Unpack it and pack it anew.",
        )
    return Members(archive, named)


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse by the sizes that the directory states; `zipfile` unpacks no byte more."""
    if len(infos) > MOST_MEMBERS:
        raise _too_many()
    for info in infos:
        if info.file_size > max(_SMALL, HIGHEST_RATIO * info.compress_size):
            raise Refusal(
                "压缩包里有一个文件，解压后会膨胀数百倍，像是压缩炸弹，没有读取。",
                "A file in this archive swells several hundred times: it looks like a bomb.",
            )
        if info.file_size > LARGEST_MEMBER:
            mb = LARGEST_MEMBER >> 20
            raise Refusal(
                f"压缩包里有一个文件解压后超过 {mb} MB，没有读取。请把内容拆成较小的文件。",
                f"A file in this archive is larger than {mb} MB. Save it in smaller files.",
            )
    if sum(i.file_size for i in infos) > MOST_BYTES:
        mb = MOST_BYTES >> 20
        raise Refusal(
            f"压缩包解压后超过 {mb} MB，没有读取。请分成几个较小的压缩包。",
            f"This archive unpacks to more than {mb} MB. Divide it into smaller archives.",
        )


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file; Windows in Chinese writes it in GBK and does not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        written = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return written.decode(codec).split("\0")[0]
        except UnicodeDecodeError:
            continue
    return info.filename


def _damaged() -> Refusal:
    return Refusal(
        "压缩包已损坏或没有传完整，无法读取。请重新下载或重新保存。",
        "This archive is damaged or incomplete. Download or save it again.",
    )


def _too_many() -> Refusal:
    return Refusal(
        f"压缩包里的文件超过 {MOST_MEMBERS} 个，没有读取。请分成几个较小的压缩包。",
        f"This archive has more than {MOST_MEMBERS} files. Divide it into smaller archives.",
    )
