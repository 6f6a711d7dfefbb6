"""What a card says: title, description, language and the address that it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from geo.case import RECORDS
from geo.outcomes.outcome import Outcome
from geo.workspace import Workspace
from geo.world import World
from layers.address import DATA, query_of
from layers.captions.citation import TODAY_TITLE
from layers.card.place import place_sentence
from layers.choice import Choice
from layers.language import N_, Language
from layers.parameter import ChoiceError
from layers.request import ExportRequest
from layers.text.control import control_headlines
from layers.text.difference import headlines as differing_headlines
from layers.text.difference import title_of
from layers.text.headline import dateline, over_the_map, sentence
from layers.text.outcome import Headline, headlines, two_that_matter
from layers.text.wording import NAME

WITHOUT_FIGURES = N_("Interactive map of peace plans for Ukraine: areas, people, clauses and sources. Line "
                     "of contact: {day}.")


@dataclass(frozen=True)
class Card:
    """The text of a card; `query` is the address of the view from `?` onwards."""

    language: str
    site: str
    title: str
    description: str
    query: str = ""

    @property
    def alt(self) -> str:
        """The text for a reader who cannot see the picture."""
        return f"{self.title}. {self.description}"


def card_of(choice: Choice, work: Workspace, language: Language) -> Card:
    """Return the card of a view: plan and day, and the two figures that stand over the map of the page.

    What the plan means for the place whose card is open comes first.

    Raises
    ------
    GeoError
        If the view cannot be computed.
    """
    if choice.view == "compare":
        found = work.difference(*choice.cases)
        card = _card(title_of(found, language), dateline(found.line_1, language),
                     differing_headlines(found, language), language)
        return replace(card, query=query_for(choice))
    card = _of_plan(work.outcome(choice.case), work.world, language)
    described = " ".join(filter(None, (place_sentence(choice, work, language), card.description)))
    return replace(card, description=described, query=query_for(choice))


def card_of_request(request: ExportRequest) -> Card:
    """Return the card of a page about one plan, or about the line of contact without one."""
    language, ground = request.language, request.ground
    if request.outcome is not None:
        return _of_plan(request.outcome, request.world, language)
    return _card(language.text(TODAY_TITLE), dateline(ground.control, language),
                 control_headlines(ground, request.world, language), language)


def _of_plan(outcome: Outcome, world: World, language: Language) -> Card:
    return _card(language.text(outcome.scenario.title), over_the_map(outcome, language),
                 headlines(outcome, world, language), language)


def plain_card(choice: Choice, work: Workspace, language: Language) -> Card:
    """Return a card without figures, for which nothing is computed."""
    plan = work.library[choice.plan]
    return Card(language.code, language.text(NAME), language.text(plan.title),
                language.text(WITHOUT_FIGURES, day=language.day(choice.on)), query_for(choice))


def is_ours(choice: Choice) -> bool:
    """Say whether a view rests on the records of this project alone, and so needs no other machine."""
    return choice.line in RECORDS


def _card(title: str, day: str, items: Sequence[Headline], language: Language) -> Card:
    figures = [figure_words(item) for item in two_that_matter(items)]
    return Card(language.code, language.text(NAME), title, " ".join([sentence(day), *figures]))


def figure_words(item: Headline) -> str:
    """Write a headline figure as one sentence: what it counts, how much, how many people."""
    people = f" ({item.people})" if item.people else ""
    return f"{item.label}: {item.value}{people}."


def query_for(choice: Choice) -> str:
    """Return the address of a view from `?` onwards, without mode and data version, which pass."""
    shown = replace(choice, mode="")
    try:
        query = query_of(shown, "")
    except ChoiceError:  # longer than an address may be: the drawn zone is left out, as the page does
        query = query_of(replace(shown, zone=""), "")
    query.pop(DATA)
    return "?" + urlencode(query)
