"""Ways to change an input: bytes, pieces, numbers and words, also within archives."""

import gzip
import io
import lzma
import random
import re
import zipfile
import zlib
from collections.abc import Sequence

NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:e-?\d+)?")
NUMBERS = (b"0", b"-0", b"-1", b"1e308", b"1e999", b"-1e999", b"NaN", b"Infinity", b"9" * 400, b"1e-320",
           b"4294967296", b"2147483648", b"18446744073709551616", b"179.9999999", b"91", b"0x10", b"1_0", b"")
WORDS = (
    b"null", b"true", b"[]", b"{}", b'""', b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r",
    b"\x1e", b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"&b;",
    b"<script>alert(1)</script>",
    b"=cmd|' /C calc'!A0", b"../../../etc/passwd", b"/vsicurl/http://127.0.0.1/x", b"'; DROP TABLE x; --",
    b'EXTENSION["PROJ4","+nadgrids=x"]', b"\\u0000", "\u202e".encode(), "і".encode(), b"%00", b"&&", b"~~",
    b"[" * 3_000, b'{"a":' * 3_000, b"(" * 3_000, b"<a>" * 3_000, b'"coordinates"', b'"type"', b'"crs"',
    b"POLYGON((", b"EPSG:4326", b"EPSG:3857")
MAX_BYTES = 400_000
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, KeyError,
              NotImplementedError, RuntimeError, OverflowError, MemoryError)


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a changed copy of an input; archives are often opened and changed within."""
    if chance.random() < 0.7:
        if data[:4] == b"PK\x03\x04":
            return _within_zip(data, others, chance)
        if data[:2] == b"\x1f\x8b":
            try:
                return gzip.compress(mutated(gzip.decompress(data), others, chance))
            except (OSError, EOFError, zlib.error):
                pass
    for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
        data = _changed(data, others, chance)[:MAX_BYTES]
    return data


def _within_zip(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except BROKEN_ZIP:
        return _changed(data, others, chance)
    if not files:
        return _changed(data, others, chance)
    name = chance.choice(sorted(files))
    files[name] = mutated(files[name], others, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def _changed(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    if not data:
        return chance.choice(WORDS)
    at, end = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    head, rest, piece = data[:at], data[at:], data[at:min(end, at + 4_000)]
    other = chance.choice(others)
    byte = chance.choice((0, 1, 127, 128, 255, rest[0] ^ 1 << chance.randrange(8), chance.randrange(256)))
    return chance.choice((
        lambda: head + bytes([byte]) + rest[1:],
        lambda: head + rest[chance.choice((1, 4, 8, len(piece))):],
        lambda: head + piece * chance.choice((1, 2, 30)) + rest,
        lambda: head + chance.choice(WORDS) + data[chance.choice((at, end)):],
        lambda: _with_number(data, chance),
        lambda: head + other[chance.randrange(len(other) or 1):],
        lambda: head + chance.randbytes(chance.choice((2, 4, 8))) + rest[4:],
        lambda: head + data[end:] + piece,
    ))()


def _with_number(data: bytes, chance: random.Random) -> bytes:
    spots = list(NUMBER.finditer(data[:MAX_BYTES]))
    if not spots:
        return data + chance.choice(NUMBERS)
    spot = chance.choice(spots)
    return data[:spot.start()] + chance.choice(NUMBERS) + data[spot.end():]
