"""Series of pictures: nothing moves but the ground, and films decode to the pictures they are made of."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
from PIL import Image

from geo.errors import DateError, FormatError
from layers.plate.canvas import Canvas
from layers.plate.plate import plate
from layers.plate.scene import scene_of
from layers.plate.sizes import SIZES
from layers.request import ExportRequest
from layers.series.film import END_MS, HOLD_MS, RATE, can_encode, gif, mp4, pixels, scale_of, webp
from layers.series.formats import FORMATS, plates, written
from layers.series.series import (
    MAX_PICTURES,
    USUAL,
    Series,
    common_of,
    drawn,
    over_days,
    over_plans,
    series_days,
)
from layers.style.styles import SEA
from layers.text.legend import Line
from tests.conftest import DAYS

MakeRequest = Callable[..., ExportRequest]
DATES = DAYS[1:]
PLAN = "us-28-point"
KNOWN = [date(2025, 1, 1) + timedelta(n) for n in range(400)]


def over_dates(request_of: MakeRequest, plan: str = PLAN, **more: object) -> Series:
    return over_days(request_of(plan, DATES[0], **more), DATES, lambda day: request_of(plan, day, **more))


def canvases(series: Series) -> list[Canvas]:
    return [plate(*item) for item in drawn(series, common_of(series))]


def map_of(canvas: Canvas) -> tuple[float, float, float, float]:
    """Return the rectangle of the map on a page, in points."""
    found = next(item for item in canvas.figure.artists
                 if isinstance(item, Rectangle) and item.get_facecolor() == to_rgba(SEA))
    return found.get_x(), found.get_y(), found.get_x() + found.get_width(), found.get_y() + found.get_height()


def seen(canvas: Canvas, size: str, *, cropped: bool = True) -> np.ndarray:
    """Return the pixels of a page, or of its map."""
    scale = scale_of(SIZES[size])
    image = np.asarray(pixels(canvas, scale), int)
    left, top, right, bottom = (round(edge * scale) for edge in map_of(canvas))
    return image[top + 2:bottom - 2, left + 2:right - 2] if cropped else image


def apart(first: np.ndarray, second: np.ndarray) -> float:
    """Return the share of pixels that differ visibly."""
    return float((np.abs(first - second).max(-1) > 24).mean())


@pytest.mark.parametrize("size", ["16x9", "9x16"])
def test_nothing_moves_where_no_ground_changed(request_of: MakeRequest, size: str) -> None:
    """Crimea is the same on all days: its map is the same to the pixel, whatever the text around it says."""
    pictures = canvases(over_dates(request_of, size=size, frame="crimea"))
    assert len({map_of(canvas) for canvas in pictures}) == 1
    first, *others = (seen(canvas, size) for canvas in pictures)
    for other in others:
        assert np.array_equal(first, other)
    whole = [seen(canvas, size, cropped=False) for canvas in pictures]
    assert len({image.shape for image in whole}) == 1
    assert all(edge % 2 == 0 for edge in whole[0].shape[:2])
    assert all(apart(a, b) > 0.001 for a, b in pairwise(whole)), "the text and the stamp do change"


def test_first_and_last_picture_are_the_plates_of_their_days(request_of: MakeRequest) -> None:
    """The ground is exactly that of the day's plate; names alone may stand elsewhere."""
    more = {"size": "1x1", "frame": "donetsk", "map_only": True}
    dates = DATES[:2]  # of one record: their plates have the same sources, and so the same layout
    series = over_days(request_of(PLAN, dates[0], **more), dates, lambda day: request_of(PLAN, day, **more))
    made = list(drawn(series, common_of(series)))
    for item, day, other in ((made[0], *dates), (made[-1], *dates[::-1])):
        own = scene_of(request_of(PLAN, day, **more))
        assert item[0].on == day
        assert item[1].paints == own.paints
        assert item[1].lines == own.lines
        assert item[1].bounds == own.bounds
        shown = seen(plate(*item), "1x1")
        is_own, is_other = (seen(plate(request_of(PLAN, on, **more)), "1x1") for on in (day, other))
        assert apart(shown, is_own) < 0.03
        assert apart(shown, is_other) > 2 * apart(shown, is_own)


def test_the_affected_ground_of_all_days_is_in_every_picture(request_of: MakeRequest) -> None:
    series = over_dates(request_of, frame="affected")
    made = [scene for _, scene, _, _ in drawn(series, common_of(series))]
    assert len({scene.bounds for scene in made}) == 1
    left, bottom, right, top = made[0].bounds
    for day in DATES:
        own = scene_of(request_of(PLAN, day, frame="affected")).bounds
        assert left <= own[0] + 1e-6
        assert bottom <= own[1] + 1e-6
        assert right >= own[2] - 1e-6
        assert top >= own[3] - 1e-6


def test_one_plan_has_one_legend_and_each_of_several_its_own(request_of: MakeRequest) -> None:
    series = over_dates(request_of)
    legends = [[entry.sign for entry in sheet.legend] for _, _, sheet, _ in drawn(series, common_of(series))]
    assert all(signs == legends[0] for signs in legends)
    assert len({str(sign) for sign in legends[0]}) == len(legends[0])
    first = request_of(PLAN)
    plans = [None, first.library["freeze"], first.library[PLAN]]
    several = over_plans(first, plans, lambda plan: request_of(plan.id if plan else "today"))
    made = list(drawn(several, common_of(several)))
    assert [request.id for request, *_ in made] == ["today", "freeze", PLAN]
    assert not any(isinstance(entry.sign, Line) and "dividing" in entry.words for entry in made[0][2].legend)
    assert len({len(sheet.legend) for _, _, sheet, _ in made}) > 1
    assert len({map_of(plate(*item)) for item in made}) == 1


@pytest.fixture(scope="module")
def folder(request_of: MakeRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The pictures of a film, and the same in the larger size of a video."""
    place = tmp_path_factory.mktemp("film")
    paths = []
    for number, canvas in enumerate(canvases(over_dates(request_of, size="1x1", frame="donetsk"))):
        paths.append(place / f"{number}.png")
        pixels(canvas, scale_of(SIZES["1x1"])).save(paths[-1])
    return paths


@pytest.mark.parametrize("encode", [gif, webp])
def test_an_animation_decodes_to_its_pictures(encode: Callable[[list[Path]], bytes],
                                              folder: list[Path]) -> None:
    content = encode(folder)
    film = Image.open(io.BytesIO(content))
    assert film.n_frames == len(DATES)
    assert film.info["loop"] == 0, "it begins again, without end"
    for number, path in enumerate(folder):
        film.seek(number)
        film.load()
        assert film.info["duration"] == (END_MS if number == len(folder) - 1 else HOLD_MS)
        shown = np.asarray(film.convert("RGB"), int)
        given = np.asarray(Image.open(path).convert("RGB"), int)
        assert shown.shape == given.shape
        assert np.abs(shown - given).mean() < 1
        assert tuple(shown[0, 0]) == (255, 255, 255)
    assert encode(folder) == content, "the same pictures give the same bytes"


# The decoder leaves its pipes to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_video_decodes_to_its_pictures(folder: list[Path], tmp_path: Path) -> None:
    encoder = pytest.importorskip("imageio_ffmpeg")
    content = mp4(folder)
    assert mp4(folder) == content
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    frames = encoder.read_frames(str(path))
    about = next(frames)
    given = [np.asarray(Image.open(picture).convert("RGB"), int) for picture in folder]
    width, height = about["size"]
    assert (height, width) == given[0].shape[:2]
    assert about["fps"] == RATE
    film = [np.frombuffer(frame, np.uint8).reshape(height, width, 3) for frame in frames]
    hold, end = HOLD_MS * RATE // 1000, END_MS * RATE // 1000
    assert abs(len(film) - (hold * (len(given) - 1) + end)) <= 1
    for number in range(len(given)):
        shown = film[number * hold + hold // 2].astype(int)
        errors = [np.abs(shown - picture).mean() for picture in given]
        assert int(np.argmin(errors)) == number
        assert errors[number] < 4


def test_without_the_encoder_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.series.film.ENCODER", "no_such_encoder")
    with pytest.raises(FormatError, match="pip install imageio-ffmpeg"):
        mp4([])
    assert not can_encode()


def test_an_archive_has_every_plate_in_order_and_its_description(request_of: MakeRequest) -> None:
    series = over_dates(request_of, size="1x1", frame="donetsk", map_only=True)
    steps: list[tuple[int, int]] = []
    content = written(series, FORMATS["zip"], lambda *step: steps.append(step))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name.split("/")[1] for name in archive.namelist()]
        described = archive.read(archive.namelist()[-1]).decode()
        sizes = {Image.open(io.BytesIO(archive.read(name))).size for name in archive.namelist()[:-1]}
    assert names == [*(f"{n}_{PLAN}_{day}_donetsk-1x1.png" for n, day in enumerate(DATES, 1)), "alt-text.txt"]
    assert sizes == {(1800, 1800)}
    assert all(name in described for name in names[:-1])
    assert steps == [(n, 2 * len(DATES)) for n in range(1, 2 * len(DATES) + 1)]


def test_requests_are_made_one_after_another(request_of: MakeRequest) -> None:
    """No more than one picture is waited for: memory does not grow with the series."""
    asked: list[date] = []

    def on_day(day: date) -> ExportRequest:
        asked.append(day)
        return request_of(PLAN, day, size="1x1", map_only=True)

    series = over_days(on_day(DATES[0]), DATES, on_day)
    coming = plates(series)
    next(coming)
    assert asked[1:] == [*DATES, DATES[0]]


@pytest.mark.parametrize("first", [0, 3, 100])
@pytest.mark.parametrize("last", [101, 140, 399])
@pytest.mark.parametrize("step", [None, 4, 7, 31])
def test_days_begin_and_end_as_asked(first: int, last: int, step: int | None) -> None:
    if step is not None and (last - first) / step > MAX_PICTURES - 2:
        step = 31
    found = series_days(KNOWN, KNOWN[first], KNOWN[last], step)
    assert (found[0], found[-1]) == (KNOWN[first], KNOWN[last])
    assert found == sorted(set(found))
    apart_days = {(b - a).days for a, b in pairwise(found)}
    if step is None:
        assert len(found) <= USUAL
        assert max(apart_days) - min(apart_days) <= 1
    else:
        assert len({(b - a).days for a, b in pairwise(found[:-1])} | {step}) == 1


@pytest.mark.parametrize(("first", "last", "step", "said"), [
    (10, 5, None, "comes after the last day"), (5, 5, None, "one picture"), (5, 5, 1, "one picture"),
    (0, 399, 1, "400 pictures"), (0, 399, 3, "134 pictures"),
])
def test_impossible_days_are_one_sentence(first: int, last: int, step: int | None, said: str) -> None:
    with pytest.raises(DateError, match=said) as fault:
        series_days(KNOWN, KNOWN[first], KNOWN[last], step)
    assert str(fault.value).count(".") == 1


def test_too_many_plans_are_refused(request_of: MakeRequest) -> None:
    with pytest.raises(FormatError, match="10,000 plans"):
        over_plans(request_of(PLAN), [None] * 10_000, lambda _: request_of(PLAN))
