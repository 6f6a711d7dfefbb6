"""Views by their address: reading a query, and the card and picture of it, each computed once."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from urllib.parse import parse_qsl

from anyio import move_on_after, to_thread

from geo.errors import N_, GeoError
from geo.workspace import Workspace
from layers.address import MAX_LENGTH, read_query
from layers.card.card import Card, card_of, is_ours, plain_card
from layers.card.picture import PNG, picture, shown_by
from layers.choice import Choice
from layers.data.answer import Answer
from layers.data.question import AddressError
from layers.language import Language, languages, load_language
from layers.parameter import Offered
from server.answer import Ready, ready
from server.prepared import Busy, Prepared

AT_ONCE, WAITING = 1, 24
MAX_CARDS, MAX_PICTURE_BYTES = 2_000, 32_000_000
MAX_FIELDS = 100
"""The most parameters of an address."""
PATIENCE_S = 8.0
"""How long the first page of a view waits for the figures of its card."""


class Views:
    """Cards and pictures of the views of a workspace.

    Parameters
    ----------
    workspace
        Returns the workspace; the data is loaded when the first view is asked for.
    address
        The public address that pictures print; None prints only the query.
    """

    def __init__(self, workspace: Callable[[], Workspace], address: str | None) -> None:
        self._workspace, self._address = workspace, address
        self._cards: Prepared[Card] = Prepared(AT_ONCE, WAITING, MAX_CARDS, lambda _: 1)
        self._pictures: Prepared[Ready] = Prepared(AT_ONCE, WAITING, MAX_PICTURE_BYTES,
                                                   lambda made: made.weight)
        self._language = cache(load_language)
        self._codes = cache(languages)

    @property
    def version(self) -> str:
        """The version of the data."""
        return self._workspace().world.version

    async def choice(self, query: dict[str, str]) -> Choice:
        """Return the view of an address, with defaults for values that cannot be used, as the page does."""
        return await to_thread.run_sync(self._choice, query)

    def _choice(self, query: dict[str, str]) -> Choice:
        work = self._workspace()
        world = work.world
        offered = Offered(work.library, world.periods, self._codes(), frozenset(world.regions.index))
        return read_query(query, offered, world.version)[0]

    async def card(self, choice: Choice) -> Card:
        """Return the card of a view; without figures if it cannot be computed, or not soon."""
        shown = replace(choice, mode="")
        if is_ours(choice):
            with move_on_after(PATIENCE_S):
                try:
                    return await self._cards.get(shown, partial(self._card, shown))
                except Busy:
                    pass
        return await to_thread.run_sync(self._plain, shown)

    def _card(self, choice: Choice) -> Card:
        try:
            return card_of(choice, self._workspace(), self._words(choice))
        except GeoError:
            return self._plain(choice)

    def _plain(self, choice: Choice) -> Card:
        return plain_card(choice, self._workspace(), self._words(choice))

    async def picture(self, choice: Choice) -> Ready:
        """Return the picture of a view.

        Raises
        ------
        GeoError
            If the view has none, or too many are being drawn.
        """
        if not is_ours(choice):
            raise AddressError(N_("There is no picture of a line of contact that is fetched from "
                                  "elsewhere."))
        shown = await to_thread.run_sync(lambda: shown_by(choice, self._workspace()))
        return await self._pictures.get(shown, partial(self._picture, shown))

    def _picture(self, choice: Choice) -> Ready:
        return ready(Answer(picture(choice, self._workspace(), self._words(choice), self._address), PNG))

    def _words(self, choice: Choice) -> Language:
        return self._language(choice.language, choice.units)


def read_text(query: bytes) -> dict[str, str]:
    """Read a query string; of a parameter that comes twice, the last counts.

    Raises
    ------
    AddressError
        If it is too long.
    """
    if len(query) > 3 * MAX_LENGTH:  # escaped, a letter takes three characters and more
        raise AddressError(N_("The address is too long."))
    try:
        return dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:
        raise AddressError(N_("The address has too many parameters.")) from None
