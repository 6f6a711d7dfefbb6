"""Everything that is rendered to HTML, for a request and a text that could come from its files."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from geo.explore.cells import cells_of
from geo.explore.depths import depths_from
from geo.explore.part_necks import necks_of, necks_report
from geo.explore.presets import Given, Preset
from geo.explore.pull_back import curve, pull_back
from geo.explore.together import together_of
from geo.outcomes.difference import difference
from geo.outcomes.drawn_zone import drawn_zone, overlay_zone
from geo.outcomes.history import history
from geo.outcomes.outcome import outcome_of
from geo.outcomes.sensitivity import sensitivity_of
from geo.outcomes.settlements import Tenure
from geo.plans.library import TODAY, Library
from geo.plans.overlay import Baseline
from geo.plans.scenario import Confidence, Group, SiteClause
from geo.status import Holder
from geo.zones.line_difference import gaps
from layers.captions.citation import quotation
from layers.card.card import Card, card_of_request
from layers.card.head import PageHead, head_at
from layers.explore.answer import answer_of
from layers.explore.depth_chart import depth_chart_html
from layers.explore.tables import presets_html, together_html
from layers.history.panels import chart
from layers.history.table import chart_html, table_html
from layers.html import drawn_zone as zone_card
from layers.html import town_card
from layers.html.areas import areas_html
from layers.html.assumptions import sensitivity_html
from layers.html.difference_ledger import clause_table_html
from layers.html.difference_ledger import ledger_html as difference_html
from layers.html.ledger import ledger_html
from layers.html.legend import legend_html
from layers.html.line_difference import gaps_html
from layers.html.lineage import lineage_html, steps
from layers.html.matrix import key_html, matrix_html
from layers.html.provenance import provenance_of
from layers.html.render import render
from layers.html.table import Cell, Head, Row, Table
from layers.html.table import table_html as table_of
from layers.one_file.page_context import reading
from layers.one_file.standalone import standalone
from layers.places import site_card
from layers.request import ExportRequest
from layers.selection import LAYERS
from layers.site.edition import editions
from layers.site.embed import embed_codes
from layers.site.pages import index_page, missing_page, site_page
from layers.svg.signs import Signs
from layers.text.clauses import differing_clauses
from layers.text.interpretations import effects
from layers.text.legend import Entry, entries
from layers.text.outcome import Headline, headlines
from tests.geo.drawn_zone.test_drawn_zone import toy_box
from tests.geo.plans.test_interpretations import HELD_RETURNS
from tests.geo.plans.test_interpretations import reading as interpretation
from tests.support.worlds import toy

Render = Callable[[ExportRequest, str], str]


def ledger(request: ExportRequest, words: str) -> str:
    return ledger_html(
        request.plan(), request.world, request.names, request.language
    )


def areas(request: ExportRequest, words: str) -> str:
    return areas_html(request.world, request.language)


def matrix(request: ExportRequest, words: str) -> str:
    outcomes = {"x": request.plan()}
    return matrix_html(
        outcomes, request.names, request.language, {"x": f"?plan={words}"}
    ) + key_html(outcomes, request.language)


def lineage(request: ExportRequest, words: str) -> str:
    first = request.plan().scenario.model_copy(update={"group": Group.TEXT})
    second = toy.plan({"status": "open"}, follows=[{"plan": first.id, "text": words}]).model_copy(
        update={"id": "b", "short_title": words, "group": Group.TEXT})
    library = Library({first.id: first, "b": second})
    return lineage_html(steps(library, {}), library, request.language, {"b": f"?{words}"},
                        {("b", first.id): f"?{words}"})


def assumptions(request: ExportRequest, words: str) -> str:
    made = interpretation("held", {**HELD_RETURNS, "label": words[:80], "note": words})
    made["question"] = words
    plan = toy.plan({"holder": "russia", "status": "frozen"}, {"status": "ukrainian"}, readings=[made],
                    sources=[{"id": "toy", "publisher": words, "url": "https://example.org/?a=<b>"}])
    outcome = outcome_of(
        request.world, plan.model_copy(update={"title": words}), request.ground
    )
    return sensitivity_html(
        effects(sensitivity_of(request.world, outcome), outcome, request.language),
        outcome,
        request.language,
    )


def through_time(request: ExportRequest, words: str) -> str:
    scenario = request.plan().scenario.model_copy(update={"group": Group.TEXT})
    rows = history(request.world, scenario)
    data = chart(rows, scenario, Library({scenario.id: scenario}), request.world.periods, toy.DAY,
                 request.language)
    return chart_html(data, request.language) + table_html(rows, scenario, toy.DAY, request.language)


def compared(request: ExportRequest, words: str) -> str:
    found = difference(request.ground, request.plan().scenario, toy.identity())
    rows = differing_clauses(found, request.names, request.language)
    return difference_html(found, request.names, request.language) + clause_table_html(
        rows, "Ground", found, request.language)


def lines(request: ExportRequest, words: str) -> str:
    table = gaps(request.world, toy.held(toy.box_km(0, 0, 0, 0)), toy.right_half())
    return gaps_html(table, request.names, (words, words), request.language)


def drawn(request: ExportRequest, words: str) -> str:
    zone = overlay_zone(
        request.world, drawn_zone(request.world, toy_box(0, -10, 10, 10)), request.ground
    )
    return zone_card.card_html(
        zone, request.plan(), request.library, request.names, request.language
    )


def town(request: ExportRequest, words: str) -> str:
    rules = request.plan().scenario.rules
    card = town_card.TownCard(
        settlement="x", names=(words, words), former_names=(words,), known_as=words, kind="village",
        region="UA-04", region_name=words, raion=words, hromada=words, lon=0.0, lat=0.0, population=1,
        tenure=Tenure(Holder.RUSSIA, None, True, {}), distance=None,
        under_plans=(town_card.TownUnderPlan("x", words, rules, words, None),))
    return town_card.card_html(card, words, request.language)


def one_site(request: ExportRequest, words: str) -> str:
    rule = request.plan().scenario.rules[0]
    said = SiteClause(site="x1", text=words, clause=words, confidence=Confidence.TEXT)
    row = pd.Series({"kind": "dam", "capacity_mw": 5.0, "capacity_source": words, "state": words,
                     "as_of": "2020-01-01", "source_title": words, "source_url": f"https://example.org/{words}"})
    card = site_card.SiteCard(
        site="x1", names=(words, words), row=row, region_name=words, holder=Holder.RUSSIA, distance_km=3.0,
        under_plans=(site_card.SiteUnderPlan("x", words, rule, said, words),
                     site_card.SiteUnderPlan("x", words, rule, None, words),
                     site_card.SiteUnderPlan("x", words, None, None, words)))
    return site_card.card_html(card, words, request.language)


def explored(request: ExportRequest, words: str) -> str:
    """Render what hangs together, a pull-back and who named its depth."""
    language, plan = request.language, request.plan().scenario
    found = together_of(request.world, cells_of(request.world, request.ground), request.plan())
    necks = necks_report(found, request.world, lambda part: necks_of(found, part))
    answer = answer_of(found, None, necks, request.world, dict.fromkeys(request.names, words), language)
    depths = depths_from(request.world, request.ground)
    preset = Preset("x", 5.0, Given.EACH, words, toy.DAY, words, words, f"https://example.org/{words}")
    back = pull_back(depths, Baseline.LINE_OF_CONTACT, 1.0, 2.0)
    return (together_html(replace(answer, sentences=(words,), notes=(words, plan.title)))
            + depth_chart_html(curve(depths), back, language) + presets_html([preset], language))


def legend(request: ExportRequest, words: str) -> str:
    items = entries(
        request.plan(),
        request.language,
        frozenset(LAYERS),
        frozenset(request.world.regions.index),
    )
    return legend_html([*items, Entry(items[0].sign, words)], request.language, bare=True)


def tables(request: ExportRequest, words: str) -> str:
    """Render all other tables: published figures, statements, clauses."""
    cells = (Cell(words, url=words, note=words), Cell(words, number=True),
             Cell(words, url=f"https://example.org/{words}"))
    heads = tuple(Head(words, number=n == 2) for n in range(4))
    table = Table(heads, (Row(Cell(words, url="https://example.org"), cells),), words)
    return table_of(table) + render("statements", lead=words, table=table) + render(
        "page/checked", words=words, corrections=table, moved=table)


def figures(request: ExportRequest, words: str) -> str:
    items = headlines(request.plan(), request.world, request.language)
    return render("page/figures", how=words, items=[
        (item, provenance_of(item.explanation, request.language) if item.explanation else None,
         quotation(item, words, words, words, request.language)) for item in items])


def page(request: ExportRequest, words: str) -> str:
    """Render the templates of the page, most of which contain only text."""
    source = {"name": words, "url": words, "note": words}
    return "".join([
        render("page/headline", kicker=words, title=words, second=words),
        render("page/over", plan=words, day=words, figures=[Headline(words, words, words, words, words)]),
        render("page/product", product=words), render("terms", summary=words, items=[(words, words)]),
        render("page/spot", title=words, facts=[(words, words)], words=words, quiet=True),
        render("page/section", title=words, quiet=words), render("page/part", title=words),
        render("page/compared", words=words), render("page/explored", items=[words], quiet=True),
        render("page/copied", text=words), render("page/pairs", items=[(words, words)]),
        render("page/plan", title=words, origin=words, summary=words, before=words, caveat=words),
        render("page/points", items=[(1, words)]), render("page/notes", items=[words]),
        render("page/sources", items=[source, {**source, "url": f"https://example.org/{words}"}]),
        render("page/printed_sources", title=words, items=[source]),
        render("page/foot", paragraphs=[words], disclaimer=words), render("page/style", sheet="p {}"),
        render("page/bare_foot", words=words, disclaimer=words, address=f"?{words}", full=words),
        render("page/known_days", runs=[(0, words)], single=[(words, words)]),
        render("page/frame", address="{here}", title=words), render("kml_description", lines=[words, words]),
        render("card_frame", address="https://example.org", title=words, width=1, height=1)])


def whole_map(request: ExportRequest, words: str) -> str:
    return standalone(request).decode("utf-8")


def card(request: ExportRequest, words: str) -> str:
    """Render the card of a shared address, in the head of a page."""
    said = Card(request.language.code, words, words, words, f"?own={words}")
    own = PageHead(card_of_request(request), words, words, words, words)
    return render("card", it=head_at(said, "https://example.org")) + render("card", it=own)


def site(request: ExportRequest, words: str) -> str:
    signs, here = Signs(), editions([request.language], "https://example.org")[0]
    others = [{"href": "x", "label": words, "size": "1"}]
    entry = {"id": request.id, **dict.fromkeys(("short", "kicker", "title", "alt"), words)}
    plan = site_page(
        "site_plan", request, here, "p/index.html", p=reading(request, signs), around=((TODAY, words),) * 2,
        alt=words, symbols=signs.symbols, others=others, pictures={words: others}, preview=("p", 1, 1),
        codes=embed_codes("https://example.org", request.id, "atlas.html", words, words, ("p.png", 4, 3)),
        head=PageHead(card_of_request(request), words, f"https://example.org/{words}"))
    return (plan + index_page(request, here, [entry], 1) + missing_page([here])).decode("utf-8")


RENDERED: dict[str, Render] = {made.__name__: made for made in (
    ledger, areas, matrix, lineage, assumptions, through_time, compared, lines, drawn, town, one_site,
    explored, legend, tables, figures, page, whole_map, card, site)}
"""By name. The words are those of the order; some have more places for them than an order has."""
