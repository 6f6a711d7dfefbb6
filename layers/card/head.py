"""The head of a page with its card: Open Graph, Twitter, oEmbed and feed."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from layers.card.card import Card
from layers.card.picture import PNG, SIZE_PX
from layers.html.render import render

PICTURE, EMBEDDING, FEED = "card.png", "oembed", "data/changes.atom"
"""Addresses below that of the page."""

LANGUAGE = re.compile(r'(?<=lang=")[^"]*')
TITLE = re.compile(r"<title>[^<]*</title>")
LOCALES = {"en": "en_GB", "uk": "uk_UA"}
"""How Open Graph writes a language."""


@dataclass(frozen=True)
class PageHead:
    """What the elements of a head say.

    `address` and `picture` are the full addresses of the page and of its picture, `embedding` and `feed`
    those of the oEmbed answer and of the feed; what is not known is left out. `languages` are the codes of
    all languages of the page, each with its address there; the first is for everybody else, too.
    """

    card: Card
    address: str | None = None
    picture: str | None = None
    embedding: str | None = None
    feed: str | None = None
    picture_type: str = PNG
    size: tuple[int, int] = SIZE_PX
    languages: tuple[tuple[str, str], ...] = ()

    @property
    def locale(self) -> str:
        """The language, as Open Graph writes it."""
        return LOCALES.get(self.card.language, self.card.language)

    @property
    def other_locales(self) -> list[str]:
        """The other languages of the page, as Open Graph writes them."""
        return [LOCALES.get(code, code) for code, _ in self.languages if code != self.card.language]


def head_at(card: Card, base: str | None, *, pictured: bool = True) -> PageHead:
    """Return the head of a view of the live page.

    Parameters
    ----------
    card
        What it says.
    base
        The public address of the page; without one there are no addresses in the head.
    pictured
        Whether the view has a picture.
    """
    if base is None:
        return PageHead(card)
    address = f"{base}/{card.query}"
    return PageHead(card, address, f"{base}/{PICTURE}{card.query}" if pictured else None,
                f"{base}/{EMBEDDING}?{urlencode({'url': address, 'format': 'json'})}", f"{base}/{FEED}")


def with_card(page: str, card: Card, base: str | None, *, pictured: bool = True) -> str:
    """Put a card into the head of a page: its language, and its elements in place of the title.

    A page without a title stays as it is.
    """
    if TITLE.search(page) is None:
        return page
    words = render("card", it=head_at(card, base, pictured=pictured))
    return TITLE.sub(lambda _: words, LANGUAGE.sub(card.language, page, count=1), count=1)
