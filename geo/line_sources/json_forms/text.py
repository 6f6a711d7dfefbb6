"""Parsing untrusted JSON text: one document, or one feature per line or record (RFC 8142)."""

import json
from typing import Any

from geo.errors import N_, Words
from geo.line_sources import polygons as limits

RECORD = "\x1e"


def parsed(text: bytes, faults: list[str]) -> Any:
    """Parse the text into lists and dictionaries, or return None and add a fault.

    NaN and Infinity, which JSON doesn't have and some programs write all the same, become NaN.
    """
    if len(text) > limits.MAX_BYTES:
        faults.append(Words(N_("is larger than {most:g} MB"), most=limits.MAX_BYTES / 1e6))
    elif text.count(b"[") + text.count(b"{") > 2 * limits.MAX_VERTICES:
        # An empty list takes three bytes in the text and about twenty times as many once parsed.
        faults.append(Words(N_("has more than {most:,} lists and objects"), most=2 * limits.MAX_VERTICES))
    else:
        try:
            return _document(text.decode("utf-8-sig"))
        except json.JSONDecodeError as fault:
            faults.append(Words(N_("is no JSON ({why} in line {line})"), why=fault.msg,
                                line=fault.lineno))
        except UnicodeDecodeError:
            faults.append(Words(N_("is no text in UTF-8; save it in UTF-8")))
        except RecursionError:
            faults.append(Words(N_("is nested too deeply")))
        except ValueError:
            faults.append(Words(N_("holds NaN, Infinity or a number of thousands of digits")))
    return None


def _document(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        records = text.split(RECORD if RECORD in text[:20] else "\n")
        features = _features(records)
        if not features:
            raise fault
        return {"type": "FeatureCollection", "features": features}


def _features(records: list[str]) -> list[Any] | None:
    """Parse records of one feature each; None if any is something else."""
    features = []
    for record in records:
        if record.strip():
            try:
                feature = json.loads(record, parse_constant=_no_number)
            except json.JSONDecodeError:
                return None
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                return None
            features.append(feature)
    return features


def _no_number(_: str) -> float:
    return float("nan")
