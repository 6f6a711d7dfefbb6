"""Names on maps: they do not overlap, and each is close to what it names."""

from collections.abc import Callable

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.frame import SET_FRAMES
from layers.plate import map as plate_map
from layers.plate.fonts import width_pt
from layers.plate.frame import Frame
from layers.plate.labels import ASCENT, DESCENT, MAX_SHARE_ELSEWHERE, Placed, Plan
from layers.plate.map import CITY_M2
from layers.plate.plate import plate
from layers.plate.scene import Scene
from layers.plate.sizes import SIZES
from layers.request import ExportRequest

FEW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
SIZE = 10.0
FRAME = (0.0, 0.0, 300.0, 200.0)
NOTHING = shapely.MultiPolygon()
MakeOrder = Callable[..., ExportRequest]


def rect_of(found: Placed, weight: str = "regular", size: float = SIZE) -> shapely.Polygon:
    right = found.x + width_pt(found.words, size, weight)
    return shapely.box(found.x, found.baseline - size * ASCENT, right, found.baseline + size * DESCENT)


@FEW
@given(spots=st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), max_size=25),
       east=st.floats(0, 300))
def test_labels_never_overlap_and_outside_towns_stay_out_of_the_zone(
    spots: list[tuple[float, float]], east: float
) -> None:
    """Random towns, with half of the map being the ground a plan is about."""
    ground = shapely.box(east, 0, 300, 200)
    plan = Plan(FRAME, [], shapely.linestrings([[0, 0], [300, 200]]), ground)
    found = [plan.beside("Bakhmut", spot, SIZE, 4, from_there=spot[0] >= east) for spot in spots]
    rects = [rect_of(item) for item in found if item is not None]
    for number, one in enumerate(rects):
        assert shapely.box(*FRAME).contains(one)
        assert not any(one.intersects(other) for other in rects[number + 1:])
    for spot, item in zip(spots, found, strict=True):
        if item is not None and spot[0] < east:
            assert (
                rect_of(item).intersection(ground).area <= (MAX_SHARE_ELSEWHERE + 0.05) * rect_of(item).area
            )


def test_a_town_outside_gets_no_label_rather_than_one_in_the_zone() -> None:
    """A dot just outside the zone, where only the side within the zone is free."""
    zone = shapely.box(0, 0, 100, 200)
    walls = [(104.0, 0.0, 300.0, 200.0), (80.0, 0.0, 104.0, 90.0), (80.0, 110.0, 104.0, 200.0)]
    assert Plan(FRAME, walls, NOTHING, zone).beside("Horlivka", (101, 100), SIZE, 2) is None
    inside = Plan(FRAME, walls, NOTHING, zone).beside("Horlivka", (101, 100), SIZE, 2, from_there=True)
    assert inside is not None
    assert inside.x < 100


def test_a_label_covers_as_little_of_a_line_as_possible() -> None:
    """Of four sides only the one below is free; if a line runs there too, the shortest overlap is chosen."""
    around = shapely.linestrings([[160, 95], [160, 105]]), shapely.linestrings([[140, 95], [140, 105]])
    above = shapely.linestrings([[150, 80], [150, 97]])
    plan = Plan(FRAME, [], shapely.union_all([*around, above]), NOTHING)
    found = plan.beside("Lyman", (150, 100), SIZE, 4)
    assert found is not None
    assert found.baseline > 102
    assert plan.clear("Lyman", (150, 90), SIZE, "italic") is not None
    blocked = Plan(FRAME, [], shapely.union_all([shapely.linestrings([[x, 0], [x, 200]])
                                                for x in range(0, 300, 9)]), NOTHING)
    assert blocked.clear("Slovakia", (150, 100), SIZE, "italic") is None


def test_a_region_is_labelled_inside_or_next_to_it_if_it_is_small() -> None:
    large = shapely.box(100, 50, 200, 150)
    crowd = [(100.0, 50.0, 200.0, 130.0)]
    found = Plan(FRAME, crowd, NOTHING, NOTHING).within("DONETSK", (150, 100), SIZE, "bold", large)
    assert found is not None
    assert found.baseline > 130
    assert rect_of(found, "bold").intersection(large).area >= 0.5 * rect_of(found, "bold").area
    crowd = [(90.0, 40.0, 210.0, 160.0)]
    assert Plan(FRAME, crowd, NOTHING, NOTHING).within("DONETSK", (150, 100), SIZE, "bold", large) is None
    small = shapely.box(148, 98, 152, 102)
    found = Plan(FRAME, [(148.0, 98.0, 152.0, 102.0)], NOTHING, NOTHING).within(
        "SEVASTOPOL", (150, 100), SIZE, "bold", small)
    assert found is not None
    assert rect_of(found, "bold").distance(small) < SIZE


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", SET_FRAMES)
def test_labels_on_plates_are_in_the_right_place(
    request_of: MakeOrder, monkeypatch: pytest.MonkeyPatch, size: str, view: str
) -> None:
    """Towns outside stay out of the ground a plan is about; regions are labelled inside."""
    seen: list[tuple[Frame, Scene, float, list[tuple[str, Placed]]]] = []
    names = plate_map._names

    def noted(
        canvas: object, frame: Frame, scene: Scene, placing: Scene, export_request: ExportRequest,
        scale: float, taken: object
    ) -> None:
        seen.append((frame, scene, scale, []))
        names(canvas, frame, scene, placing, export_request, scale, taken)  # type: ignore[arg-type]

    def told(ask: str) -> Callable[..., Placed | None]:
        real = getattr(Plan, ask)

        def asked(*given: object, **more: object) -> Placed | None:
            found = real(*given, **more)
            if found:
                seen[-1][3].append((ask, found))
            return found

        return asked

    monkeypatch.setattr(plate_map, "_names", noted)
    for ask in ("beside", "within"):
        monkeypatch.setattr(Plan, ask, told(ask))
    for plan in ("us-28-point", "russia-june-2024", "istanbul-2022"):
        plate(request_of(plan, size=size, frame=view))
        frame, scene, scale, placed = seen[-1]
        moved = frame.placed(scene.moved)
        unknown_values = {label.words for label in scene.towns if not label.moved} - {
            label.words for label in scene.towns if label.moved}
        homes = {label.words.upper(): label.home for label in scene.regions}
        for ask, found in placed:
            if ask == "beside" and found.words in unknown_values:
                rect = rect_of(found, size=11 * scale)
                assert rect.intersection(moved).area <= (MAX_SHARE_ELSEWHERE + 0.05) * rect.area, found.words
            if ask == "within" and found.words in homes and homes[found.words].area > CITY_M2:
                rect = rect_of(found, "bold", 10 * scale)
                home = frame.placed(homes[found.words])
                assert rect.intersection(home).area >= 0.45 * rect.area, found.words
        assert sum(ask == "within" for ask, _found in placed) >= 2
