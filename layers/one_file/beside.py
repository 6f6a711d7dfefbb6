"""What the one-file page sets figures of other days beside, as `layers.captions.comparable` says it."""

from typing import Any

from geo.gazetteer.states import OFF_MULTIPLE, WITHIN
from geo.outcomes.figures import MIN_SHOWN_KM2
from layers.captions.comparable import (
    ABOUT,
    AREA_WORDS,
    AREA_WORDS_OF_REGION,
    MOVED,
    MULTIPLE_WORDS,
    NONE_NEAR,
    PEOPLE_WORDS,
    PEOPLE_WORDS_OF_REGION,
)
from layers.language import N_
from layers.request import ExportRequest
from layers.yardstick import STATES, yardstick_of


def beside(request: ExportRequest) -> dict[str, Any]:
    """Return the regions and words that `standalone_beside.js` reads, of what the reader chose."""
    language = request.language
    with_what = yardstick_of(request.choice.alike, request.world, language)
    states, table = with_what.which == STATES, with_what.table
    area, people = (AREA_WORDS, PEOPLE_WORDS) if states else (AREA_WORDS_OF_REGION, PEOPLE_WORDS_OF_REGION)
    return {
        "names": [with_what.names[code] for code in table.index],
        "area_km2": [float(value) for value in table["area_km2"]],
        "people": [float(value) for value in table["population"].fillna(0)],
        "chosen": not states,
        "counts_people": with_what.counts_people,
        "sides": [side.value for side in MOVED],
        "area_words": [language.text(words) for words in area],
        "people_words": [language.text(words) for words in people],
        "multiples": [] if states else [
            [times, language.text(words)] for times, words in MULTIPLE_WORDS.items()],
        "counted": language.text(N_("{people} people")),
        "none": language.text(NONE_NEAR),
        "source": with_what.source,
        "percent": language.per_cent(37).replace("37", "{n}"),
        "shown_km2": MIN_SHOWN_KM2, "within": WITHIN, "about": ABOUT, "off": OFF_MULTIPLE,
    }
