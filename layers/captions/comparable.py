"""What an area or a number of people is comparable with, in words."""

from geo.gazetteer.states import MULTIPLES, Comparable, comparable, multiple
from geo.outcomes.figures import MIN_SHOWN_KM2, total
from geo.outcomes.outcome import Outcome
from geo.status import Side
from geo.world import World
from layers.language import N_, Language
from layers.text.wording import SIDE_WORDS
from layers.yardstick import STATES, Yardstick, yardstick_of

MOVED = (Side.LEAVES, Side.RETURNS, Side.OPEN)
"""Ground that is compared: what either side would leave, and what the text leaves open."""

ABOUT = 0.05
"""Up to this share a figure counts as the same."""

AREA_WORDS = (N_("about the area of {state} ({value})"),
              N_("{share} more than the area of {state} ({value})"),
              N_("{share} less than the area of {state} ({value})"))
PEOPLE_WORDS = (N_("about as many people as {state} has ({value})"),
                N_("{share} more people than {state} has ({value})"),
                N_("{share} fewer people than {state} has ({value})"))
AREA_WORDS_OF_REGION = (N_("about as large as {region} ({value})"),
                        N_("{share} larger than {region} ({value})"),
                        N_("{share} smaller than {region} ({value})"))
MULTIPLE_WORDS = dict(zip(MULTIPLES, (
    N_("about a quarter the size of {region} ({value})"), N_("about a third the size of {region} ({value})"),
    N_("about half the size of {region} ({value})"), N_("about twice the size of {region} ({value})"),
    N_("about three times the size of {region} ({value})")), strict=True))
PEOPLE_WORDS_OF_REGION = (N_("about as many people as {region} has ({value})"),
                          N_("{share} more people than {region} has ({value})"),
                          N_("{share} fewer people than {region} has ({value})"))
NONE_NEAR = N_("no region comes within a fifth of that")
NO_PEOPLE = N_("populations of regions are not known there")


def moved(outcome: Outcome) -> list[tuple[Side, float, float]]:
    """Return each of MOVED that a plan has, with its area in square kilometres and its people."""
    sums = ((side, total(outcome.on_sides(side))) for side in MOVED)
    return [(side, figures["area_km2"], figures["people"]) for side, figures in sums
            if figures["area_km2"] >= MIN_SHOWN_KM2]


def side_line(side: Side, km2: float, people: float, with_what: Yardstick, language: Language) -> str:
    """Say what the ground of a side is about as large as, and what has about as many people.

    Empty if there is neither, unless the reader chose what to compare with. Nothing is said of people where
    no population is known.
    """
    counted = language.text(N_("{people} people"), people=language.people(people))
    found = [(language.area(km2), area_words(with_what, km2, language))]
    if people and with_what.counts_people:
        found.append((counted, people_words(with_what, people, language)))
    if with_what.which != STATES:
        found = [(figure, words or language.text(NONE_NEAR)) for figure, words in found]
    said = ", ".join(f"{figure}, {words}" for figure, words in found if words)
    return said and f"{language.text(SIDE_WORDS[side])}: {said}"


def moved_sentence(outcome: Outcome, with_what: Yardstick, language: Language) -> str:
    """Say in one sentence what is about as large as what a plan moves; empty if there is nothing."""
    lines = [side_line(side, km2, people, with_what, language) for side, km2, people in moved(outcome)]
    there = "; ".join(filter(None, lines))
    return there and f"{there}. {with_what.source}"


def moved_beside(outcome: Outcome, which: str, world: World, language: Language) -> str:
    """Say the same as `moved_sentence`, beside one of YARDSTICKS."""
    return moved_sentence(outcome, yardstick_of(which, world, language), language)


def area_words(with_what: Yardstick, km2: float, language: Language) -> str:
    """Say which state or region an area is about as large as, or of which region it is a part or a multiple.

    Empty if there is none.
    """
    found = comparable(with_what.table, km2, "area_km2")
    if found is not None:
        words = AREA_WORDS if with_what.which == STATES else AREA_WORDS_OF_REGION
        return _said(found, words, language.area(found.value), with_what, language)
    part = None if with_what.which == STATES else multiple(with_what.table, km2, "area_km2")
    if part is None:
        return ""
    region, times = part
    return language.text(MULTIPLE_WORDS[times], region=with_what.names[region.state],
                         value=language.area(region.value))


def people_words(with_what: Yardstick, people: float, language: Language) -> str:
    """Say which state or region has about as many people; empty if there is none."""
    found = comparable(with_what.table, people, "population")
    words = PEOPLE_WORDS if with_what.which == STATES else PEOPLE_WORDS_OF_REGION
    return "" if found is None else _said(found, words, language.people(found.value), with_what, language)


def _said(found: Comparable, words: tuple[str, str, str], value: str, with_what: Yardstick,
          language: Language) -> str:
    off = found.ratio - 1
    chosen = words[0] if abs(off) <= ABOUT else words[1] if off > 0 else words[2]
    name = with_what.names[found.state]
    share = (language.share(abs(off), 1) if with_what.which == STATES
             else language.per_cent(round(100 * abs(off))))
    return language.text(chosen, state=name, region=name, value=value, share=share)
