"""The pages of the static site, and the folder of each plan: page, pictures and files."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from geo.plans.library import TODAY
from layers.bundle.registry import EXPORTS, PICTURE, Export, file_name, variants
from layers.captions.alt_text import alt_text
from layers.card.card import Card, card_of_request
from layers.card.head import FEED, PageHead
from layers.card.head import PICTURE as CARD_PICTURE
from layers.frame import AFFECTED, ALL, frame_words
from layers.html.render import render
from layers.language import N_, Language
from layers.one_file.page_context import ASSETS, grouped, notes_of, reading, words_of
from layers.one_file.standalone import words_css
from layers.plate.plate import map_only, plate
from layers.plate.render import plate_set, png, title_of, write_plate
from layers.plate.sizes import CARD, SIZES
from layers.plate.text import sheet_of
from layers.request import ExportRequest
from layers.site.cover import Cover
from layers.site.edition import Edition
from layers.site.embed import embed_codes
from layers.site.folder import INDEX, MANIFEST, Published, put
from layers.svg.signs import Signs
from layers.text.wording import NAME

ATLAS = "atlas.html"
PREVIEW, THUMBNAIL = "preview.png", "thumbnail.png"
THUMBNAIL_PT, THUMBNAIL_SCALE = (400.0, 310.0), 1.5
PICTURE_PX = {PREVIEW: (1280, 720), THUMBNAIL: (600, 465)}
"""Width and height in pixels of the pictures on pages; a 16:9 plate has 1280 by 720 points."""

HTML, PNG_TYPE = "text/html", "image/png"

SITE_WORDS: dict[str, str] = {
    "intro": N_("Who would hold what, how many square kilometres and how many people, under each peace plan "
                "for Ukraine: maps, figures with ranges, clauses and sources. Where a text is silent the "
                "ground is shown as left open; nothing is guessed."),
    "interactive": N_("Interactive map of all plans"),
    "interactive_note": N_("One file that also works without internet: save it, or embed it in a page."),
    "all": N_("All plans"),
    "explore": N_("Explore"),
    "downloads": N_("Downloads"),
    "files": N_("Shapes, tables, documents"),
    "pictures": N_("Pictures, free to print with their source line"),
    "manifest": N_("All files of this site with sizes and checksums"),
    "missing": N_("There is no such page"),
    "home": N_("To the list of all plans"),
    "alt": N_("Description of the map"),
    "full": N_("Open the map on its own"),
    "embed": N_("Embed this map"),
    "embed_note": N_("Fits any width from 300 pixels and takes the height that it needs. The flags plain, "
                     "dark and static go before the #, as in atlas.html?plain&dark#…"),
    "embed_frame": N_("Without a script, in a frame of fixed height:"),
}
"""Labels on the site's pages in addition to WORDS."""


@dataclass(frozen=True)
class PlanPage:
    """A plan, or the line without a plan, in one language.

    The address of `request` is that of the page. `around` has id and short name of the previous and of the
    next plan.
    """

    request: ExportRequest
    edition: Edition
    around: tuple[tuple[str, str] | None, tuple[str, str] | None]


@dataclass(frozen=True)
class PlanFolder:
    """A finished plan folder: its files, and its entry in the list of plans."""

    files: tuple[Published, ...]
    entry: dict[str, str]


def make_plan(asked: PlanPage, formats: Sequence[str], folder: Path) -> PlanFolder:
    """Write the folder of one plan in one language into the site's folder.

    Parameters
    ----------
    asked
        The plan and the language.
    formats
        Ids of EXPORTS; without a plan, those that need one are left out.
    folder
        The site's folder.

    Raises
    ------
    FileError
        If the folder is not writable or full.
    """
    request, edition = asked.request, asked.edition
    here, sheet, alt = edition.path(request.id), sheet_of(request), alt_text(request)
    shown = replace(request, size="16x9", frame=ALL)
    pictures_shown = {PREVIEW: png(plate(shown), title_of(request), 1),
                      THUMBNAIL: png(map_only(shown, *THUMBNAIL_PT), title_of(request), THUMBNAIL_SCALE)}
    if request.address is not None:  # without one, nobody can be told where the picture is
        pictures_shown[CARD_PICTURE] = write_plate(replace(request, size=CARD, frame=AFFECTED), "png")
    files = [put(folder, f"{here}/{name}", content, PNG_TYPE) for name, content in pictures_shown.items()]
    pictures: dict[str, list[dict[str, str]]] = {}
    others: list[dict[str, str]] = []
    for variant, export, content in _contents(request, formats):
        name = file_name(variant, export)
        files.append(put(folder, f"{here}/{name}", content, export.mime))
        link = {"href": name, "label": request.language.text(export.label),
                "size": size_words(len(content), request.language)}
        if export.group == PICTURE:
            pictures.setdefault(_picture_words(variant), []).append(link)
        else:
            others.append(link)
    signs = Signs()
    words = reading(request, signs)
    root = edition.address
    title, preview = _map_words(request, words["short"]), (PREVIEW, *PICTURE_PX[PREVIEW])
    codes = embed_codes(root, request.id, ATLAS, title, alt, preview, edition.site) if root else None
    path = f"{request.id}/{INDEX}"
    page = site_page("site_plan", request, edition, path, p=words, codes=codes, symbols=signs.symbols,
                     alt=alt, pictures=pictures, others=others, around=asked.around, preview=preview,
                     head=head_at(card_of_request(request), edition, path, f"{request.id}/{CARD_PICTURE}"))
    files.append(put(folder, edition.path(path), page, HTML))
    entry = {"id": request.id, "short": words["short"], "kicker": sheet.kicker, "title": sheet.title,
             "alt": alt}
    return PlanFolder(tuple(files), entry)


def _contents(
    request: ExportRequest, formats: Sequence[str]
) -> Iterator[tuple[ExportRequest, Export, bytes]]:
    """Yield every file in these formats; plates that differ only in format are drawn once."""
    chosen = [EXPORTS[name] for name in EXPORTS if name in formats]
    plates = {export.id: export for export in chosen if export.group == PICTURE}
    if plates:
        requests = variants(request, next(iter(plates.values())))
        for variant, kind, content in plate_set(requests, tuple(plates)):
            yield variant, plates[kind], content
    for export in chosen:
        if export.group != PICTURE and not (export.about_plan and request.outcome is None):
            for variant in variants(request, export):
                yield variant, export, export.write(variant)


def _picture_words(request: ExportRequest) -> str:
    say = request.language.text
    return f"{frame_words(request.frame, request.names, request.language)}, {say(SIZES[request.size].label)}"


def _map_words(request: ExportRequest, plan: str) -> str:
    return request.language.text(N_("Map: {plan}"), plan=plan)


def size_words(count: int, language: Language) -> str:
    """Format a file size in decimal kilobytes or megabytes."""
    if count < 1_000_000:
        return language.text(N_("{size} kB"), size=language.number(max(1, count / 1000)))
    return language.text(N_("{size} MB"), size=language.decimal(round(count / 1_000_000, 1)))


def head_at(card: Card, edition: Edition, page: str, picture: str | None = None, *,
            feed: bool = False) -> PageHead:
    """Return the head of a page; without an address of the site there is no picture.

    Parameters
    ----------
    card
        What it says.
    edition
        The language.
    page, picture
        Paths below the folder of the edition.
    feed
        Whether the site has a feed of changes.
    """
    site, root, turns = edition.site, edition.address, edition.turns(page)
    return PageHead(card, next(turn.address for turn in turns if turn.here) if site else None,
                    f"{root}/{picture}" if root and picture else None,
                    feed=f"{site}/{FEED}" if site and feed else None,
                    languages=tuple((turn.code, turn.address) for turn in turns) if len(turns) > 1 else ())


def index_page(request: ExportRequest, edition: Edition, entries: Sequence[Mapping[str, str]],
               atlas_bytes: int, cover: Cover, *, feed: bool = False) -> bytes:
    """Return the list of all plans; `feed` says whether the site has a feed of changes."""
    named = [{**entry, "picture": _map_words(request, entry["short"])} for entry in entries]
    return site_page("site_index", request, edition, INDEX, groups=grouped(named, request),
                     head=head_at(cover.card, edition, INDEX, cover.picture, feed=feed),
                     thumbnail=(THUMBNAIL, *PICTURE_PX[THUMBNAIL]),
                     atlas_size=size_words(atlas_bytes, request.language))


def missing_page(every: Sequence[Edition]) -> bytes:
    """Return the page for unknown addresses (404), which a host may serve at any depth, in all languages."""
    said = [{"lang": one.language.code, "name": one.language.text(NAME),
             "missing": one.language.text(SITE_WORDS["missing"]),
             "to_home": one.language.text(SITE_WORDS["home"]),
             "home": f"{one.site}/{one.path(INDEX)}" if one.site else one.path(INDEX)} for one in every]
    return render("site_missing", said=said, style_text=style()).encode("utf-8")


def style_name() -> str:
    """Return the name of the style sheet, which changes with its content, so that browsers may keep it."""
    return f"style.{hashlib.sha256(style().encode()).hexdigest()[:12]}.css"


@cache
def style() -> str:
    """Return the style sheet of all pages."""
    return words_css() + (ASSETS / "site.css").read_text(encoding="utf-8")


def site_page(template: str, request: ExportRequest, edition: Edition, path: str, **values: Any) -> bytes:
    """Render a page of the site; `path` is its own below the folder of the edition."""
    say = request.language.text
    page = render(
        template, root="../" * path.count("/"), top=edition.top(path), turns=edition.turns(path),
        notes={**notes_of(request), "address": ""}, words=words_of(request),
        site={name: say(words) for name, words in SITE_WORDS.items()}, address=request.address or "",
        atlas=ATLAS, stylesheet=style_name(), manifest=MANIFEST, today=TODAY, **values)
    return page.encode("utf-8", errors="replace")

