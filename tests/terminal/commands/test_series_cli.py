"""`cli.py series`: a film of two days, and one clear sentence for everything that cannot be."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

Run = Callable[..., tuple[int, str, str]]


def test_a_series_of_two_days_is_a_film_of_two_pictures(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "film.gif"
    argv = ("series", "freeze", "--from", "2025-11-20", "--to", "2025-11-21", "--format", "gif",
            "--size", "1x1", "--map-only", "--frame", "donetsk", "--out", str(out))
    code, said, err = run(*argv, "--json")
    assert (code, err) == (0, "")
    value = json.loads(said)
    assert (value["pictures"], value["from"], value["to"]) == (2, "2025-11-20", "2025-11-21")
    assert value["files"] == [{"file": str(out), "format": "gif", "bytes": out.stat().st_size}]
    with Image.open(out) as film:
        assert (film.n_frames, film.size) == (2, (1080, 1080))
    code, _, err = run(*argv)
    assert (code, "is already there" in err) == (2, True)


@pytest.mark.parametrize(("argv", "said"), [
    (("freeze", "--from", "2025-11-21", "--to", "2025-11-20"), "comes after the last day"),
    (("freeze", "--from", "2021-01-01"), "is not known"),
    (("freeze", "--to", "2031-01-01"), "is not known"),
    (("freeze", "--from", "yesterday"), "is no date"),
    (("freeze", "--step", "1"), "at most 120"),
    (("freeze", "--step", "0"), "whole number of days"),
    (("freeze", "--step", "10000"), "whole number of days"),
    (("freeze", "--from", "2025-11-21", "--to", "2025-11-21"), "one picture"),
    (("freeze", "--on", "2025-11-21"), "take"),
    (("--all", "--from", "2025-11-21"), "takes a day"),
    (("freeze", "--all"), "not both"),
    ((), "Name a plan"),
    (("ell",), "no plan 'ell'"),
    (("freeze", "--format", "avi"), "no format 'avi'"),
    (("freeze", "--format", "folder"), "must be a folder"),
    (("freeze", "--size", "2x2"), "no size"),
    (("freeze", "--frame", "mars"), "no frame 'mars'"),
    (("freeze", "--title", "x" * 500), "at most 120 characters"),
    (("freeze", "--out", "/nowhere/at/all.gif"), "no such folder"),
])
def test_what_cannot_be_is_one_sentence(run: Run, tmp_path: Path, argv: tuple[str, ...], said: str) -> None:
    out = tmp_path / "film.gif"
    usual = () if "--format" in argv else ("--format", "gif")
    code, printed, err = run("series", "--out", str(out), *usual, *argv)
    assert (code, printed) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert not out.exists()


def test_a_series_is_announced_in_the_language(run: Run, tmp_path: Path) -> None:
    code, out, err = run("series", "today", "--from", "2025-11-20", "--to", "2025-11-21", "--format", "gif",
                         "--size", "1x1", "--map-only", "--out", str(tmp_path / "a.gif"), "--language", "uk")
    assert (code, err) == (0, "")
    assert re.search(r"a\.gif \([\d\u00a0\u202f]+ байт", out)
