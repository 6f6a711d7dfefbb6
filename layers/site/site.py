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
from layers.bundle.page_context import short_name
from layers.bundle.registry import EXPORTS, one_of
from layers.bundle.standalone import every, standalone
from layers.data.answer import answer
from layers.data.question import FOLDER as DATA
from layers.data.question import questions
from layers.data.source import Still
from layers.data.values import Records
from layers.language import DEFAULT_LANGUAGE, load_language
from layers.request import ExportRequest, read_address
from layers.site.embed import SCRIPT, script
from layers.site.folder import MANIFEST, Published, absolute, beside, manifest, put
from layers.site.packing import packed_beside
from layers.site.pages import (
    ATLAS,
    HTML,
    INDEX,
    PlanFolder,
    index_page,
    make_plan,
    missing_page,
    sitemap,
    style,
    style_name,
)

NOT_PER_PLAN = ("html", "bundle")
"""Formats not offered per plan: one interactive map serves the whole site, and bundles repeat files."""

FORMATS: tuple[str, ...] = tuple(name for name in EXPORTS if name not in NOT_PER_PLAN)

Report = Callable[[str], None]
Job = tuple[ExportRequest, tuple[tuple[str, str] | None, tuple[str, str] | None]]


def publish(request: ExportRequest, folder: Path, *, plans: Sequence[str] | None = None,
            formats: Sequence[str] = FORMATS, force: bool = False, workers: int | None = None,
            report: Report | None = None, records: Records | None = None) -> list[Path]:
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
    requests = [one for one in every(request) if plans is None or one.id in plans]
    target = absolute(folder)
    with beside(target, force=force) as new:
        made = list(_made(_jobs(requests), tuple(formats), new, workers, report))
        files = [file for one in made for file in one.files]
        files += _shared(request, made, new, feed=records is not None)
        files += [] if records is None else _data(requests, formats, records, new)
        files += packed_beside(new, files)
        about = {"on": request.on.isoformat(), "margin_km": request.ground.margin_km,
                 "data_version": request.world.version, "language": request.language.code,
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


def _jobs(requests: Sequence[ExportRequest]) -> list[Job]:
    """Pair each request with its neighbours, and set its address to the plan's page for links back."""
    names = [(one.id, short_name(one)) for one in requests]
    ring: list[tuple[str, str] | None] = [None, *names, None]
    return [(replace(one, address=one.address and f"{one.address}/{one.id}"), (ring[n], ring[n + 2]))
            for n, one in enumerate(requests)]


def _made(jobs: Sequence[Job], formats: Sequence[str], folder: Path, workers: int | None,
          report: Report | None) -> Iterator[PlanFolder]:
    """Yield every plan's folder in order, built in parallel where the machine allows it."""
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
    for request, around in jobs[done:]:
        made = make_plan(request, formats, folder, around)
        _report(report, made)
        yield made


def _side_by_side(
    jobs: Sequence[Job], formats: Sequence[str], folder: Path, many: int
) -> Iterator[PlanFolder]:
    """Yield folders built by spawned processes, which share no state with this process's threads."""
    with ProcessPoolExecutor(many, mp_context=get_context("spawn"), initializer=begin) as pool:
        coming: list[Future[PlanFolder]] = [pool.submit(make_plan, request, formats, folder, around)
                                      for request, around in jobs]
        try:
            for one in coming:
                yield one.result()
        finally:
            for one in coming:
                one.cancel()


def _report(report: Report | None, made: PlanFolder) -> None:
    if report is not None:
        report(made.entry["id"])


def _data(requests: Sequence[ExportRequest], formats: Sequence[str], records: Records,
          folder: Path) -> list[Published]:
    """Write the data at the addresses of a server."""
    english = load_language(DEFAULT_LANGUAGE)
    still = Still({one.id: replace(one, language=english, address=None) for one in requests}, records)
    found = [(question, answer(question, still))
             for question in questions(list(still.requests), still.first.on, formats)]
    return [put(folder, f"{DATA}/{question.path}", made.content, made.media_type) for question, made in found]


def _shared(request: ExportRequest, made: Sequence[PlanFolder], folder: Path, *,
            feed: bool) -> list[Published]:
    """Write the files that belong to no single plan."""
    atlas = standalone(request)
    pages = [one.entry["id"] for one in made]
    files = [
        put(folder, ATLAS, atlas, HTML),
        put(folder, style_name(), style().encode(), "text/css"),
        put(folder, SCRIPT, script().encode(), "text/javascript"),
        put(folder, INDEX, index_page(request, [one.entry for one in made], len(atlas), feed=feed),
            HTML),
        put(folder, "404.html", missing_page(request), HTML),
    ]
    if request.address is not None:
        rules = f"User-agent: *\nAllow: /\nSitemap: {request.address}/sitemap.xml\n"
        files += [
            put(folder, "sitemap.xml", sitemap(request.address, ["", ATLAS, *(f"{page}/" for page in pages)]),
                "application/xml"),
            put(folder, "robots.txt", rules.encode(), "text/plain"),
        ]
    return files
