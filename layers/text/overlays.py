"""A plan's overlays as text: kind, baseline, side and depth."""

from geo.outcomes.outcome import Outcome
from geo.plans.overlay import Band, Baseline, Neighbour, OverlayKind
from layers.language import N_, Language

KIND_WORDS: dict[OverlayKind, str] = {
    OverlayKind.BUFFER: N_("Buffer"),
    OverlayKind.WALL: N_("Security wall"),
    OverlayKind.BORDER_STRIP: N_("Border strip"),
}

NEIGHBOUR_WORDS: dict[Neighbour, str] = {
    Neighbour.BELARUS: N_("Belarus"),
    Neighbour.HUNGARY: N_("Hungary"),
    Neighbour.MOLDOVA: N_("Moldova"),
    Neighbour.POLAND: N_("Poland"),
    Neighbour.ROMANIA: N_("Romania"),
    Neighbour.RUSSIA: N_("Russia"),
    Neighbour.SLOVAKIA: N_("Slovakia"),
}

BOTH = N_("within {km} km of {line}, on both sides")

WHERE: dict[Baseline, tuple[str, str, str]] = {
    **dict.fromkeys((Baseline.LINE_OF_CONTACT, Baseline.INTERNATIONAL_BORDER), (
        N_("Ukrainian-held ground within {ukraine} km and Russian-held ground within {russia} km of {line}"),
        N_("Ukrainian-held ground within {ukraine} km of {line}"),
        N_("Russian-held ground within {russia} km of {line}"),
    )),
    Baseline.PLAN_LINE: (
        N_("within {ukraine} km of {line} on the side that would be under Ukrainian control, and within "
           "{russia} km on the other side"),
        N_("within {ukraine} km of {line}, on the side that would be under Ukrainian control"),
        N_("within {russia} km of {line}, on the side that would not be under Ukrainian control"),
    ),
}
"""Location of a band with unequal depths: on both sides, on Ukraine's side, on the other side."""

PULLS: tuple[str, str, str] = (
    N_("Ukraine would pull back {ukraine} km and Russia {russia} km from {line}"),
    N_("Ukraine would pull back {ukraine} km from {line}"),
    N_("Russia would pull back {russia} km from {line}"),
)
PULLS_BOTH = N_("both sides would pull back {km} km from {line}")


def line_words(band: Band, language: Language) -> str:
    """Name the baseline of a band, for use after a preposition."""
    if band.line is Baseline.LINE_OF_CONTACT:
        return language.text(N_("the line of contact"))
    if band.line is Baseline.PLAN_LINE:
        return language.text(N_("the line the plan would leave"))
    names = [language.text(NEIGHBOUR_WORDS[name]) for name in band.neighbours]
    return language.text(N_("the border with {states}"), states=language.listed(names))


def where_words(band: Band, language: Language) -> str:
    """Describe the location of a band: 'within 15 km of the line of contact, on both sides'."""
    if band.kind is OverlayKind.BORDER_STRIP and band.is_symmetric:
        return language.text(N_("within {km} km of {line}, whoever holds the ground"),
                             km=language.decimal(band.deepest_km), line=line_words(band, language))
    return _said(band, BOTH, WHERE[band.line], language)


def pull_words(band: Band, language: Language) -> str:
    """Describe the withdrawal from a buffer: 'both sides would pull back 15 km from ...'."""
    return _said(band, PULLS_BOTH, PULLS, language)


def overlay_words(kind: OverlayKind, band: Band, language: Language) -> str:
    """Describe the kind and location of an overlay, for a legend, table or list."""
    return language.text(N_("{what}: {where}"), what=language.text(KIND_WORDS[kind]),
                         where=where_words(band, language))


def overlay_names(outcome: Outcome, language: Language) -> dict[str, str]:
    """Return descriptions of the overlays with any area, by id."""
    return {item.id: overlay_words(item.overlay.kind, item.band, language) for item in outcome.bands}


def _said(band: Band, both: str, words: tuple[str, str, str], language: Language) -> str:
    ukraine, russia = band.depth_ukraine_km, band.depth_russia_km
    chosen = words[0] if ukraine and russia else words[1] if ukraine else words[2]
    return language.text(both if band.is_symmetric else chosen, line=line_words(band, language),
                         km=language.decimal(band.deepest_km), ukraine=language.decimal(ukraine),
                         russia=language.decimal(russia))
