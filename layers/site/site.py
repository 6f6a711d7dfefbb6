"""The static site for any web host: an index, a page per plan, all files and plates."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from geo.errors import N_
from geo.plans.library import TODAY, Library
from geo.sweep.worker import begin
from layers.bundle.registry import EXPORTS, TABLE, one_of
from layers.data.answer import answer
from layers.data.question import FOLDER as DATA
from layers.data.question import questions
from layers.data.source import Still
from layers.data.values import Records
from layers.language import DEFAULT_LANGUAGE, Language, load_language
from layers.one_file.page_context import short_name
from layers.one_file.standalone import every, standalone
from layers.request import ExportRequest, read_address
from layers.site.cover import cover_of
from layers.site.edition import Edition, editions
from layers.site.embed import SCRIPT, script
from layers.site.folder import INDEX, MANIFEST, Published, absolute, beside, manifest, put
from layers.site.other_days import with_zones
from layers.site.packing import packed_beside
from layers.site.pages import (
    ATLAS,
    HTML,
    PNG_TYPE,
    PlanFolder,
    PlanPage,
    head_at,
    index_page,
    make_plan,
    missing_page,
    style,
    style_name,
)
from layers.site.sitemap import sitemap

NOT_PER_PLAN = ("html", "bundle")
"""Formats not offered per plan: one interactive map serves the whole site, and bundles repeat files."""

FORMATS: tuple[str, ...] = tuple(name for name, export in EXPORTS.items() if name not in NOT_PER_PLAN
                                 and (name == export.suffix or export.group != TABLE))
"""The formats offered per plan; a table only as it is, not in the form that one programme wants."""

Report = Callable[[str], None]
Job = tuple[PlanPage, ...]
"""A plan in every language, which one process makes: what they share is handed over and computed once."""


def publish(request: ExportRequest, folder: Path, *, plans: Sequence[str] | None = None,
            formats: Sequence[str] = FORMATS, force: bool = False, workers: int | None = None,
            report: Report | None = None, records: Records | None = None,
            others: Sequence[Language] = ()) -> list[Path]:
    """Write the site of all plans on one line of contact, with Brotli and gzip beside what they make smaller.

    Parameters
    ----------
    request
        World, plans, line of contact, language and address (https:// or http://) of the site;
        the interactive map opens with its plan.
    folder
        The target folder, which appears only once the site is complete.
    plans
        Ids of plans, or TODAY; None means all.
    formats
        Ids of EXPORTS to offer for each plan.
    force
        Whether to replace an existing site; a folder with any other content is never replaced.
    workers
        The maximum number of processes; None means one per processor.
    report
        Called with the id of each finished plan.
    records
        What either observer has as Russian-held on the day. With it the site has data at the addresses of a
        server (`layers.data`): every plan on the day, in English, and histories as totals of all days.
    others
        Other languages than that of the request, each of which has its pages and files in a folder named by
        its code; data, style sheet and scripts are shared.

    Returns
    -------
    list
        All files written, sorted.

    Raises
    ------
    FileError
        If the folder may not be replaced, or cannot be written.
    FormatError
        If a format is unknown or the address is not valid.
    UnknownScenario
        If a plan is unknown.
    """
    for name in formats:
        one_of(name, EXPORTS, N_("format"))
    request = _chosen(replace(request, address=read_address(request.address)), plans)
    request = with_zones(request, formats)
    requests = [one for one in every(request) if plans is None or one.id in plans]
    spoken = editions([request.language, *others], request.address)
    target = absolute(folder)
    with beside(target, force=force) as new:
        made = list(_made(_jobs(requests, spoken), tuple(formats), new, workers, report))
        files = [file for plan in made for one in plan for file in one.files]
        files += _shared(request, spoken, made, new, feed=records is not None)
        files += [] if records is None else _data(requests, formats, records, new)
        files += packed_beside(new, files)
        about = {"on": request.on.isoformat(), "margin_km": request.ground.margin_km,
                 "data_version": request.world.version, "language": request.language.code,
                 "languages": [one.language.code for one in spoken],
                 "address": request.address, "plans": [one.id for one in requests]}
        put(new, MANIFEST, manifest(files, about), "application/json")
    return sorted(target / path for path in [MANIFEST, *(file.path for file in files)])


def _chosen(request: ExportRequest, plans: Sequence[str] | None) -> ExportRequest:
    """Restrict a request to the chosen plans, keeping its own plan if that is among them."""
    if plans is None:
        return request
    named = {name: request.library[name] for name in plans if name != TODAY}
    library = Library({name: plan for name, plan in request.library.plans.items() if name in named})
    chosen = replace(request, library=library)
    if request.id in plans or request.outcome is None:
        return chosen
    first = replace(chosen, outcome=None)
    return next((one for one in every(first) if one.outcome is not None), first)


def _jobs(requests: Sequence[ExportRequest], spoken: Sequence[Edition]) -> list[Job]:
    """Return the pages of each plan, with their neighbours, and with their addresses for links back."""
    return list(zip(*(_in_one(requests, edition) for edition in spoken), strict=True))


def _in_one(requests: Sequence[ExportRequest], edition: Edition) -> list[PlanPage]:
    said = [replace(one, language=edition.language, address=edition.address and f"{edition.address}/{one.id}")
            for one in requests]
    ring: list[tuple[str, str] | None] = [None, *((one.id, short_name(one)) for one in said), None]
    return [PlanPage(one, edition, (ring[n], ring[n + 2])) for n, one in enumerate(said)]


def _all_of(job: Job, formats: Sequence[str], folder: Path) -> list[PlanFolder]:
    """Write the folders of one plan in every language."""
    return [make_plan(page, formats, folder) for page in job]


def _made(jobs: Sequence[Job], formats: Sequence[str], folder: Path, workers: int | None,
          report: Report | None) -> Iterator[list[PlanFolder]]:
    """Yield every plan's folders in order, built in parallel where the machine allows it."""
    many = min(workers or os.cpu_count() or 1, len(jobs))
    done = 0
    if many > 1:
        try:
            for made in _side_by_side(jobs, formats, folder, many):
                done += 1
                _report(report, made)
                yield made
        except (BrokenProcessPool, OSError, NotImplementedError):
            pass  # no worker could start, or one was killed: this process builds the rest
    for job in jobs[done:]:
        made = _all_of(job, formats, folder)
        _report(report, made)
        yield made


def _side_by_side(
    jobs: Sequence[Job], formats: Sequence[str], folder: Path, many: int
) -> Iterator[list[PlanFolder]]:
    """Yield folders built by spawned processes, which share no state with this process's threads."""
    with ProcessPoolExecutor(many, mp_context=get_context("spawn"), initializer=begin) as pool:
        coming: list[Future[list[PlanFolder]]] = [pool.submit(_all_of, job, formats, folder) for job in jobs]
        try:
            for one in coming:
                yield one.result()
        finally:
            for one in coming:
                one.cancel()


def _report(report: Report | None, made: Sequence[PlanFolder]) -> None:
    if report is not None:
        report(made[0].entry["id"])


def _data(requests: Sequence[ExportRequest], formats: Sequence[str], records: Records,
          folder: Path) -> list[Published]:
    """Write the data at the addresses of a server."""
    english = load_language(DEFAULT_LANGUAGE)
    still = Still({one.id: replace(one, language=english, address=None) for one in requests}, records)
    found = [(question, answer(question, still))
             for question in questions(list(still.requests), still.first.on, formats)]
    return [put(folder, f"{DATA}/{question.path}", made.content, made.media_type) for question, made in found]


def _shared(request: ExportRequest, spoken: Sequence[Edition], made: Sequence[Sequence[PlanFolder]],
            folder: Path, *, feed: bool) -> list[Published]:
    """Write the files that belong to no single plan."""
    pages = [plan[0].entry["id"] for plan in made]
    files = [
        put(folder, style_name(), style().encode(), "text/css"),
        put(folder, SCRIPT, script().encode(), "text/javascript"),
        put(folder, "404.html", missing_page(spoken), HTML),
    ]
    for edition, *folders in zip(spoken, *made, strict=True):
        said = replace(request, language=edition.language, address=edition.address)
        cover = cover_of(said)
        head = head_at(cover.card, edition, ATLAS, cover.picture)
        atlas = standalone(said, head, edition.turns(ATLAS))
        index = index_page(said, edition, [one.entry for one in folders], len(atlas), cover, feed=feed)
        if cover.content is not None:
            files.append(put(folder, edition.path(cover.picture), cover.content, PNG_TYPE))
        files += [put(folder, edition.path(ATLAS), atlas, HTML),
                  put(folder, edition.path(INDEX), index, HTML)]
    if request.address is not None:
        rules = f"User-agent: *\nAllow: /\nSitemap: {request.address}/sitemap.xml\n"
        paths = [INDEX, ATLAS, *(f"{page}/{INDEX}" for page in pages)]
        files += [
            put(folder, "sitemap.xml", sitemap(spoken, paths), "application/xml"),
            put(folder, "robots.txt", rules.encode(), "text/plain"),
        ]
    return files
