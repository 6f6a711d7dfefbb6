"""What a card says: title, description, language and the address that it stands for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from geo.case import RECORDS
from geo.outcomes.outcome import Outcome
from geo.workspace import Workspace
from geo.world import World
from layers.address import DATA, query_of
from layers.captions.citation import TODAY_TITLE
from layers.card import all_plans, drawn_area, moved_line
from layers.card.asking import ASKING, ON_THE_MAP, TO_DO
from layers.card.place import place_sentence
from layers.choice import Choice
from layers.language import N_, Language
from layers.parameter import ChoiceError
from layers.request import ExportRequest
from layers.text.control import control_headlines
from layers.text.difference import headlines as differing_headlines
from layers.text.difference import title_of
from layers.text.headline import dateline, over_the_map, sentence
from layers.text.outcome import Headline, headlines, line_day, two_that_matter
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
        return f"{sentence(self.title)} {self.description}"


def card_of(choice: Choice, work: Workspace, language: Language) -> Card:
    """Return the card of a view: what it is about and the day, and the two figures that matter most in it.

    Of a plan they are those over the map of the page; what the plan means for the place whose card is open
    comes first.

    Raises
    ------
    GeoError
        If the view cannot be computed.
    """
    card = CARDS.get(choice.view, _of_choice)(choice, work, language)
    return replace(card, query=query_for(choice))


def _of_choice(choice: Choice, work: Workspace, language: Language) -> Card:
    card = _of_plan(work.outcome(choice.case), work.world, language)
    described = " ".join(filter(None, (place_sentence(choice, work, language), card.description)))
    return replace(card, description=described)


def _of_comparison(choice: Choice, work: Workspace, language: Language) -> Card:
    found = work.difference(*choice.cases)
    return _card(title_of(found, language), dateline(found.line_1, language),
                 differing_headlines(found, language), language)


def _of_all(choice: Choice, work: Workspace, language: Language) -> Card:
    return card_of_all(all_plans.outcomes_of(choice, work), choice.rank, language)


def card_of_all(outcomes: Mapping[str, Outcome], rank: str, language: Language) -> Card:
    """Return the card of a page about all plans on one line of contact."""
    control = next(iter(outcomes.values())).ground.control
    figures = map(figure_words, all_plans.figures(outcomes, rank, language))
    return Card(language.code, language.text(NAME), all_plans.title(line_day(control, language), language),
                " ".join([all_plans.counted(outcomes, language), *figures]))


def _of_moved_line(choice: Choice, work: Workspace, language: Language) -> Card:
    span, plan = moved_line.span_of(choice.on, work), _of_choice(choice, work, language)
    if span is None:
        return plan
    moved = moved_line.sentence(span, moved_line.handed_over(span, work), language)
    return replace(plan, title=moved_line.title(span, language),
                   description=f"{moved} {sentence(plan.title)} {plan.description}")


def _of_area(choice: Choice, work: Workspace, language: Language) -> Card:
    plan = _of_choice(choice, work, language)
    if not choice.zone:
        return _asking(choice, plan, language)
    area = drawn_area.measured(choice.zone, choice.case, work)
    names = language.regions(work.world.regions)
    return replace(plan, title=drawn_area.title(area, language),
                   description=drawn_area.sentences(area, choice.case, work, names, language))


def _of_editor(choice: Choice, work: Workspace, language: Language) -> Card:
    plan = _of_choice(choice, work, language)
    return plan if choice.own else _asking(choice, plan, language)


def _asking(choice: Choice, plan: Card, language: Language) -> Card:
    """Return the card of a view that waits for what its reader draws or writes, on the map of a plan."""
    shown = language.text(ON_THE_MAP, plan=plan.title)
    return replace(plan, title=language.text(ASKING[choice.view]),
                   description=f"{language.text(TO_DO[choice.view])} {sentence(shown)} {plan.description}")


CARDS: dict[str, Callable[[Choice, Workspace, Language], Card]] = {
    "compare": _of_comparison, "all": _of_all, "time": _of_moved_line, "zone": _of_area,
    "write": _of_editor}
"""The cards of views; that of a plan is for all others."""


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
    return Card(language.code, language.text(NAME), _plain_title(choice, work, language),
                language.text(WITHOUT_FIGURES, day=language.day(choice.on)), query_for(choice))


def _plain_title(choice: Choice, work: Workspace, language: Language) -> str:
    span = moved_line.span_of(choice.on, work) if choice.view == "time" else None
    if span is not None:
        return moved_line.title(span, language)
    if choice.view == "all":
        return all_plans.title(language.day(choice.on), language)
    if choice.view == "zone" or (choice.view == "write" and not choice.own):
        return language.text(ASKING[choice.view])
    return language.text(work.library[choice.plan].title)


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
