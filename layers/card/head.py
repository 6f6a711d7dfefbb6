"""The head of a page with its card: Open Graph, Twitter, oEmbed and feed."""

import re
from urllib.parse import urlencode

from layers.card.card import Card
from layers.card.picture import PNG, SIZE_PX
from layers.html.render import render

PICTURE, EMBEDDING, FEED = "card.png", "oembed", "data/changes.atom"
"""Addresses below that of the page."""

HTML = re.compile(r"<html\b[^>]*>")
TITLE = re.compile(r"<title>[^<]*</title>")
LOCALES = {"en": "en_GB", "uk": "uk_UA"}
"""How Open Graph writes a language."""


def head(card: Card, address: str | None, picture: str | None, *, embedding: str | None = None,
         feed: str | None = None) -> str:
    """Return the elements of a head: title and description, and what is known of the addresses.

    Parameters
    ----------
    card
        What it says.
    address, picture
        The full addresses of the page and of its picture, which those who show a card need.
    embedding, feed
        The addresses of the oEmbed answer and of the feed.
    """
    return render("card", card=card, address=address, locale=LOCALES.get(card.language, card.language),
                  picture=picture, picture_type=PNG, size=SIZE_PX, embedding=embedding, feed=feed)


def head_at(card: Card, base: str | None, *, pictured: bool = True) -> str:
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
        return head(card, None, None)
    address = f"{base}/{card.query}"
    return head(card, address, f"{base}/{PICTURE}{card.query}" if pictured else None,
                embedding=f"{base}/{EMBEDDING}?{urlencode({'url': address, 'format': 'json'})}",
                feed=f"{base}/{FEED}")


def with_card(page: str, card: Card, base: str | None, *, pictured: bool = True) -> str:
    """Put a card into the head of a page: its language, and its elements in place of the title.

    A page without a title stays as it is.
    """
    if TITLE.search(page) is None:
        return page
    words = head_at(card, base, pictured=pictured)
    page = HTML.sub(lambda _: f'<html lang="{card.language}">', page, count=1)
    return TITLE.sub(lambda _: words, page, count=1)
