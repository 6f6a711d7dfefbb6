"""The command that writes the static site."""

import argparse
import sys
from functools import partial
from pathlib import Path

from geo.errors import N_, FormatError, Words
from geo.sweep.one_plan import brief_zones
from layers.bundle.registry import one_of
from layers.frame import AFFECTED
from layers.language import Language, languages, load_language
from layers.request import ExportRequest, read_address
from layers.site import site
from layers.site.folder import absolute, may_be_made
from terminal.answers import inquire, language_of, show
from terminal.workspace import front_of


def publish(arguments: argparse.Namespace) -> None:
    """Write an index, a page per plan, and all files and plates, in every language, for any web host."""
    folder = Path(arguments.folder)
    may_be_made(absolute(folder), force=arguments.force)
    address = read_address(arguments.address)
    plans, formats = _listed(arguments.plans, N_("plan")), _listed(arguments.formats, N_("format"))
    language, *others = _spoken(arguments)
    work, outcome = inquire(arguments, None, arguments.margin)
    request = ExportRequest(
        work.world, work.library, outcome.ground, outcome, language, address=address, frame=AFFECTED,
        zones=partial(brief_zones, work),
    )
    files = site.publish(request, folder, plans=plans, formats=site.FORMATS if formats is None else formats,
                         force=arguments.force, report=_say, others=others,
                         records=work.by_record(front_of(arguments, work.world, outcome.ground.margin_km)))
    size = sum(path.stat().st_size for path in files)
    said = language_of(arguments)
    show(arguments, {"folder": str(folder), "files": len(files), "bytes": size, "on": request.on.isoformat(),
                     "languages": [one.code for one in (language, *others)]},
         [said.plural("{folder} ({count} file, {bytes} bytes)",
                     "{folder} ({count} files, {bytes} bytes)", len(files), folder=folder,
                     bytes=said.number(size))])


def _spoken(arguments: argparse.Namespace) -> list[Language]:
    """Return the languages of the site; all that there are, unless some are asked for."""
    known = languages()
    asked = _listed(arguments.languages, N_("language")) or [arguments.language, *known]
    return [load_language(one_of(code, known, N_("language"))) for code in dict.fromkeys(asked)]


def _listed(text: str | None, what: str) -> list[str] | None:
    """Parse names separated by commas; None if the option is absent."""
    if text is None:
        return None
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise FormatError(N_("There is no {what} in the list."), what=Words(what))
    return names


def _say(plan: str) -> None:
    print(plan, file=sys.stderr, flush=True)
