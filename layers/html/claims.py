"""Published figures compared with the project's own, as text and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from geo.claims.compare import Comparison, WhyNot
from geo.claims.measure import Basis, ShareBasis
from geo.claims.published import Quantity, Reason, Unit
from layers.html.table import Cell, Row, Table, figures, heads, table_html
from layers.language import N_, Language
from layers.text.outcome import areas

QUANTITY_WORDS: dict[Quantity, str] = {
    Quantity.SHARE_RUSSIAN: N_("Share under Russian military control"),
    Quantity.SHARE_RUSSIAN_EXCL_CRIMEA: N_("Share under Russian military control, less Crimea"),
    Quantity.SHARE_UKRAINIAN: N_("Share under Ukrainian control"),
    Quantity.SHARE_OUT_UNDER_PLAN: N_("Share outside Ukrainian control under {plan}"),
    Quantity.AREA_RUSSIAN: N_("Area under Russian military control"),
    Quantity.AREA_RUSSIAN_EXCL_CRIMEA: N_("Area under Russian military control, less Crimea"),
    Quantity.AREA_RUSSIAN_OR_CLAIMED: N_("Area that Russia controls or claims"),
    Quantity.AREA_NOT_UKRAINIAN: N_("Area outside Ukrainian control"),
    Quantity.AREA_UKRAINIAN: N_("Area under Ukrainian control"),
    Quantity.AREA_FOUR_OBLASTS: N_("Area under Ukrainian control"),
    Quantity.MONTHLY_GAIN: N_("Area that came under Russian control in the month"),
    Quantity.YEARLY_GAIN: N_("Area that came under Russian control in the year"),
    Quantity.NET_GAIN_UNDER_PLAN: N_(
        "Area Ukraine would withdraw from, less area Russia would withdraw from, under {plan}"),
    Quantity.CONTACT_LINE: N_("Length of the line of active fighting"),
    Quantity.QUIET_LINE: N_("Length of border without active fighting"),
    Quantity.FORTRESS_BELT: N_("Length of the belt of fortified towns"),
    Quantity.SPIT: N_("Length of the spit"),
    Quantity.ZONE_WIDTH: N_("Width of a demilitarised zone"),
    Quantity.PULLBACK: N_("Distance of pulling back"),
    Quantity.PREWAR: N_("Residents before the full-scale invasion"),
    Quantity.TOWN: N_("Residents of the town"),
    Quantity.REMAINING: N_("People remaining"),
    Quantity.REMAINING_COMBAT: N_("People remaining where there is active fighting"),
    Quantity.TOWN_REMAINING: N_("People remaining in the town"),
    Quantity.SETTLEMENTS: N_("Settlements under Russian military control"),
}

REASON_WORDS: dict[Reason, str] = {
    Reason.CLAIMS_AND_CONTROL: N_(
        "The publisher counts ground that Russia only claims with what it controls; ours is control "
        "alone."),
    Reason.DONBAS_NOT_DONETSK: N_(
        "Both are of the Donbas (Donetsk and Luhansk), not of Donetsk oblast alone."),
    Reason.TWO_READINGS: N_(
        "The sentence can be read as a share of the oblast, which is compared here, or of the "
        "part that Ukraine holds."),
    Reason.OTHER_BASE: N_("Published: on the official area. Ours: on the measured area."),
    Reason.WATER: N_(
        "Water is counted differently: ours leaves out the Syvash (2,071 km²) and bays of the sea, and has "
        "the bed of the former Kakhovka Reservoir on Ukraine's side."),
    Reason.PART_ONLY: N_("Published: only a part of these regions. Ours: all of them."),
    Reason.OTHER_LINE: N_(
        "Published: where there is active fighting. Ours: the whole line of contact, drawn "
        "between settlements."),
    Reason.OTHER_DAY: N_("The two are for different days."),
    Reason.PERIOD_SUM: N_(
        "Published: added up on the publisher's own map. Ours: the net change between two days, "
        "of a line that moves by whole settlements."),
    Reason.MIDPOINT: N_("Published as a range; its midpoint is compared."),
    Reason.ROUNDING: N_("The published figure is rounded."),
    Reason.STALE: N_("The published figure seems to repeat an older one."),
    Reason.OFFICIAL_CLAIM: N_("The published figure is an official's statement; its basis is not named."),
    Reason.HEADCOUNT_TODAY: N_("Published: people who are there today. Ours: the reference year."),
    Reason.UNKNOWN: N_("The publisher does not say which map or definition is used."),
}

UNDOCUMENTED = N_("No reason for the difference is documented.")

WHY_WORDS: dict[WhyNot, str] = {
    WhyNot.NOT_COMPUTED: N_("Not compared: this project does not compute it."),
    WhyNot.PROPOSAL: N_("Not compared: it is a term of a proposal, not a measurement."),
    WhyNot.PEOPLE_TODAY: N_(
        "Not compared: it counts people who are there today, this project residents of the "
        "reference year."),
    WhyNot.NO_REGION: N_("Not compared: it is about no region of this project."),
    WhyNot.NO_PLACE: N_("Not compared: the town is not among the places of this project."),
    WhyNot.NO_PLAN: N_("Not compared: the plan it is about cannot be read."),
    WhyNot.BEFORE_RECORD: N_("Not compared: the line of contact is recorded for later days only."),
    WhyNot.IN_GAP: N_(
        "Not compared: the line of contact on that day is not recorded, and not guessed."),
    WhyNot.AFTER_RECORD: N_("Not compared: the record of the line of contact ends before that day."),
}

READING_WORDS: dict[Basis, str] = {
    Basis.OFFICIAL_AREA: N_("Ours on the official area: {value}."),
    Basis.OF_WHOLE: N_("Of the whole oblast it would be {value}."),
    Basis.OF_HELD: N_("Of the part that Ukraine holds it would be {value}."),
}


@dataclass(frozen=True)
class ClaimRow:
    """One comparison as text for a table row.

    `spread` is the range of `computed`, or the date of its population figure; `reason` says why
    the figures differ or are not compared.
    """

    id: str
    publisher: str
    url: str
    what: str
    day: str
    published: str
    computed: str
    spread: str
    difference: str
    reason: str
    note: str


def claims_rows(comparisons: Sequence[Comparison], language: Language) -> list[ClaimRow]:
    """Return the comparisons as text, in the order given."""
    return [_row(comparison, language) for comparison in comparisons]


def claims_value(comparisons: Sequence[Comparison], language: Language) -> list[dict[str, Any]]:
    """Return the comparisons as plain values, with what their publishers say in a language."""
    told = ("region", "publisher", "note")
    return [{**item.as_dict(), **{name: language.text(getattr(item.claim, name)) for name in told}}
            for item in comparisons]


def _quantity(comparison: Comparison, language: Language) -> str:
    """Describe what the claim counts, and under which plan if any."""
    words, plan = QUANTITY_WORDS[comparison.claim.quantity], comparison.plan
    if not comparison.claim.plan:
        return language.text(words)
    named = comparison.claim.plan if plan is None else language.text(plan.sentence_title)
    return language.text(words, plan=named)


def _row(comparison: Comparison, language: Language) -> ClaimRow:
    claim, computed = comparison.claim, comparison.ours
    published = claim.value
    return ClaimRow(
        id=claim.id,
        publisher=language.text(claim.publisher),
        url=claim.url if claim.url.startswith(("https://", "http://")) else "",
        what=f"{_quantity(comparison, language)}: {language.text(claim.region)}",
        day=language.day(claim.as_of),
        published=language.per_cent(published) if claim.unit is Unit.PERCENT
        else _amount(published, claim.unit, language),
        computed="–" if computed is None else _amount(computed, claim.unit, language),
        spread=_spread(comparison, language),
        difference=_difference(comparison, language),
        reason=" ".join(_reasons(comparison, language)),
        note=language.text(claim.note),
    )


def _amount(value: float, unit: Unit, language: Language) -> str:
    """Format a figure with its unit: shares with one decimal, all else in whole units."""
    if unit is Unit.PERCENT:
        return language.share(value, 100)
    if unit is Unit.KM2:
        return language.area(value, exact=True)
    return language.length(value) if unit is Unit.KM else language.number(value)


def _spread(comparison: Comparison, language: Language) -> str:
    low, high, on = comparison.low, comparison.high, comparison.on
    parts = []
    if low is not None and high is not None:
        ends = [_amount(value, comparison.unit, language) for value in (low, high)]
        if ends[0] != ends[1]:
            parts.append(areas(low, high, language, exact=True) if comparison.unit is Unit.KM2
                         else language.span(*ends))
    if comparison.ours is not None and comparison.why_not is WhyNot.PEOPLE_TODAY:
        parts.append(language.text(N_("lived there in the reference year")))
    elif on is not None and on != comparison.claim.as_of:
        parts.append(language.day(on))
    return "; ".join(parts) or "–"


def _difference(comparison: Comparison, language: Language) -> str:
    """Return computed minus published, signed; except for shares also relative to the published figure."""
    difference, unit = comparison.difference, comparison.unit
    if difference is None:
        return "–"
    if unit is Unit.PERCENT:
        size = language.decimal(round(abs(difference), 1))
        words = language.text(N_("{number} percentage points"), number=size)
    else:
        words = _amount(abs(difference), unit, language)
    if words == _zero(unit, language):
        return words
    sign = "+" if difference > 0 else "−"
    if unit is Unit.PERCENT or comparison.relative is None:
        return sign + words
    return f"{sign}{words} ({sign}{language.share(abs(comparison.relative), 1)})"


def _zero(unit: Unit, language: Language) -> str:
    if unit is Unit.PERCENT:
        return language.text(N_("{number} percentage points"), number=language.decimal(0))
    return _amount(0, unit, language)


def _reasons(comparison: Comparison, language: Language) -> list[str]:
    """Say why figures are not compared or, if documented, why they differ, and give other share bases."""
    if comparison.why_not is not None:
        return [language.text(WHY_WORDS[comparison.why_not])]
    reason = comparison.reason
    sentences = [language.text(REASON_WORDS[reason])] if reason else []
    if reason in (None, Reason.DONBAS_NOT_DONETSK) and not comparison.inside:
        sentences.append(language.text(UNDOCUMENTED))
    readings = comparison.our_figure.share_bases if comparison.our_figure else ()
    return sentences + [words for reading in readings
                        if (words := _reading(comparison, reading, language))]


def _reading(comparison: Comparison, reading: ShareBasis, language: Language) -> str:
    """State a share on another basis, if it differs from the computed one when rounded."""
    unit = Unit.PERCENT if reading.basis is Basis.OFFICIAL_AREA else Unit.KM2
    value = _amount(reading.value, unit, language)
    if comparison.ours is not None and value == _amount(comparison.ours, comparison.unit, language):
        return ""
    return language.text(READING_WORDS[reading.basis], value=value)


def claims_html(comparisons: Sequence[Comparison], language: Language) -> str:
    """Return the comparisons as an accessible table."""
    say = language.text
    caption = say(
        N_("Published figures and ours: {compared} compared, {rest} only listed. Difference: ours "
           "less the published figure."),
        compared=language.number(sum(c.why_not is None for c in comparisons)),
        rest=language.number(sum(c.why_not is not None for c in comparisons)),
    )
    columns = (N_("Publisher"), N_("What"), N_("As of"), N_("Published"), N_("This atlas"), N_("Range"),
               N_("Difference"), N_("Why they differ, or are not compared"))
    rows = [_table_row(row) for row in claims_rows(comparisons, language)]
    return table_html(Table(heads([say(word) for word in columns], (3, 4, 6)), tuple(rows), caption,
                            "ledger claims"))


def _table_row(row: ClaimRow) -> Row:
    published, computed, difference = figures((row.published, row.computed, row.difference))
    return Row(Cell(row.publisher, url=row.url),
               (Cell(row.what, note=row.note), Cell(row.day), published, computed, Cell(row.spread),
                difference, Cell(row.reason)))
