"""Parsing untrusted JSON text: one document, or one feature per line or record (RFC 8142)."""

import json
from typing import Any

from geo.errors import N_, Words
from geo.line_sources import polygons as limits

BLANK = 10_000  # characters between one feature and the next
RECORD = "\x1e"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
COLLECTION = "FeatureCollection"
SHAPES = {"Feature", "Polygon", "MultiPolygon", "GeometryCollection"}


def parsed(text: bytes, faults: list[str]) -> Any:
    """Parse the text into lists and dictionaries, or return None and add a fault.

    NaN and Infinity, which JSON doesn't have and some programs write all the same, become NaN.
    """
    if len(text) > limits.MAX_BYTES:
        faults.append(Words(N_("is larger than {most:g} MB; simplify it, or bring a "
                               "part"), most=limits.MAX_BYTES / 1e6))
    elif text.count(b"{") > 2 * limits.MAX_VERTICES or text.count(b"[") > 1.5 * limits.MAX_READ:
        # An empty list takes three bytes in the text and about twenty times as many once parsed.
        faults.append(Words(N_("has more than {most:,} lists, or more than {most_objects:,} objects; "
                               "simplify it"),
                            most=int(1.5 * limits.MAX_READ), most_objects=2 * limits.MAX_VERTICES))
    else:
        try:
            return _document(_decoded(text))
        except json.JSONDecodeError as fault:
            faults.append(Words(
                N_("is no JSON ({why} in line {line}); it may be cut off: fetch or export it again")
                if fault.pos >= len(fault.doc.rstrip()) or fault.msg.startswith("Unterminated")
                else N_("is no JSON ({why} in line {line}); export it again as GeoJSON"),
                why=fault.msg, line=fault.lineno))
        except UnicodeDecodeError:
            faults.append(Words(N_("is no text in UTF-8; save it in UTF-8")))
        except RecursionError:
            faults.append(Words(N_("is nested too deeply")))
        except ValueError:
            faults.append(Words(N_("holds NaN, Infinity or a number of thousands of digits; export it "
                                   "again")))
    return None


def _decoded(text: bytes) -> str:
    """Decode UTF-8 or UTF-16, of which some programs write the second without saying so."""
    if text[:2] in UTF_16:
        return text.decode("utf-16")
    if text[1:2] == b"\0" or text[:1] == b"\0":
        return text.decode("utf-16-le" if text[1:2] == b"\0" else "utf-16-be")
    return text.decode("utf-8").lstrip("\ufeff\u00a0 \t\r\n")


def _document(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        records = text.split(RECORD if RECORD in text[:20] else "\n")
        features = _features(records) or _one_after_the_other(text)
        if not features:
            raise fault
        return features[0] if len(features) == 1 else {"type": COLLECTION, "features": features}


def _features(records: list[str]) -> list[Any] | None:
    """Parse records of one feature or geometry each; None if any is something else."""
    features = []
    for record in records:
        if record.strip():
            try:
                feature = json.loads(record, parse_constant=_no_number)
            except json.JSONDecodeError:
                return None
            if not _is_shape(feature):
                return None
            features.append(feature)
    return features


def _one_after_the_other(text: str) -> list[Any] | None:
    """Parse features with nothing but white space between them, however many lines each takes."""
    decoder, features, at = json.JSONDecoder(parse_constant=_no_number), [], 0
    while at < len(text):
        at += len(text[at:at + BLANK]) - len(text[at:at + BLANK].lstrip())
        if at == len(text):
            break
        try:
            feature, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            return None
        if not _is_shape(feature):
            return None
        features.append(feature)
    return features


def _is_shape(tree: Any) -> bool:
    return isinstance(tree, dict) and tree.get("type") in SHAPES


def _no_number(_: str) -> float:
    return float("nan")
