"""What the attributes of a feature say of its ground: held by Russia, not plainly held, or nothing.

Maps of control put several statuses into one file, told apart by a name, a status or a colour. Only words
that are in common use on such maps are known here; a colour or an unknown word says nothing.
"""

import re
from enum import Enum

from geo.line_sources.selection.columns import ANSWERS, NO_LONGER_HELD, YES_OR_NO
from geo.line_sources.selection.foreign_words import by_russia, not_by_russia


class Verdict(Enum):
    """What a text says of the ground."""

    HELD = "held"
    SINCE_2014 = "since 2014"
    """Only a name of ground held since then: among other statuses a status, among other names a name."""
    OTHER = "other"


_WITHOUT_KYIV = re.compile(
    r"non[\s-]*government(?:al)?[\s-]+controlled|\bngca\b"
    r"|не\s?п[іо]дконтрольн\w*\s+(?:(?:уряду|владі|правительству|властям)\s+)?укра[їи]н\w*")
"""Set words for ground that Russia holds, which sound like a denial of it."""

_OTHER = re.compile(
    r"\b(?:not|no|never|non|un|ex|until|till|former|formerly|previously|was|were)\b|unoccup|de-?occup"
    r"|liberat|\bfreed?\b|retak|recaptur|reclaim|unknown|unclear|unspecified|contest|disput|\bgr[ea]y\b"
    r"|no man|claim|advanc|offensive|part(?:ly|ial)|neutral|buffer|fighting|clash|infiltrat"
    r"|return(?!ed$)|(?!^)returned$"
    r"|\bplanned\b|threat|\bpotential|\bproposed\b|\bexpected\b|\bprojected\b|\b(?:un)?likely\b|\bprobabl"
    r"|\bpossibl|\bpredict|\bforecast|\bsuspected\b|\w\?$|ймовірн|вероятн|можлив|возможн|прогноз|befreit|wyzwolon|lib[ée]r[ée]"
    r"|заплан|загроз|планир|угроз"
    r"|recover|regain|restor|\bended\b|\bend of\b|\blost control|russia\w* lost|lost by russia|withdr"
    r"|ukrain\w*[\s-]+(?:(?!russia)\w+[\s-]+)?(?:control|held|hold|govern|forces|army|advance|gain)"
    r"(?!\w*\s+(?:by\s+(?:the\s+)?russia|map))|\bgca\b|government[\s-]+controlled"
    r"|(?:held|controlled|control|hands|seized|captured|taken)\s+(?:by|of)\s+(?:the\s+)?ukrain"
    r"|^(?:ukraine|ukrainian|ua|ukr)$"
    r"|ukrain\w*\s+(?:and|or)\s+russia|russia\w*\s+(?:and|or)\s+ukrain|transnistria"
    r"|звільн|деокуп|неокуп|невідом|сір[аіоу]|спірн|нейтральн|придністров|поверн|відновл|раніше|колишн|частков"
    r"|заявл|\b(?:не|ні|нет|бул[аои]|был[аои]?)\b|контрольн\w* україн|контрол\w+ (?:україн|зсу)|^україна$"
    r"|^(?:.*\b)?(?:зсу|всу|afu|uaf)$|^пкт$|\bп[іо]дконтрольн\w*\b(?!\s+(?:рф|рос|окуп|оккуп))"
    r"|освобожд|деоккуп|неоккуп|неизвест|сер(?:ая|ой|ые)|спорн|приднестров|возвращ|вернул|ранее|бывш|частич"
    r"|восстановл|контрол\w+ (?:украин|всу)|^украина$")
_HELD = re.compile(
    r"occupied|occupation|\boccup[ée]e?s?\b|besetzt|okupowan|окупован|окупац|оккупир|оккупац"
    r"|russia\w*[\s-]+(?:\w+[\s-]+)?(?:control|held|hold)|\brussian cot\b"
    r"|(?:held|controlled|control|seized|captured|taken)\s+(?:by|of)\s+(?:the\s+)?russia"
    r"|^(?:pro-)?russian (?:army|troops|forces|armed forces)$|захоплен|захвачен"
    r"|^(?:russia|russian|russian federation|ru|rus|rf|рф|росія|россия|російська федерація"
    r"|российская федерация|(?:вс|зс) (?:рф|росії|россии))$"
    r"|контрол\w+ (?:(?:вс|зс|військ|войск\w*|армі\w+|арми\w+) )?(?:рф|рос[іи]|росси)"
    r"|контрол\w+ (?:ворог|агресор|окупант|противник|враг|агрессор|оккупант)|^(?:тот|tot|нкт)$")
_SINCE_2014 = re.compile(r"^(?:dpr|lpr|dnr|lnr|днр|лнр)(?:\W+(?:dpr|lpr|dnr|lnr|днр|лнр))?$"
                         r"|\bordlo\b|ордло|\bcadr\b|\bcalr\b|\bcrimea\b|\bкрим\b|\bкрым\b")
_NO, _YES = {"false", "f", "no", "n", "ні", "нет"}, {"true", "t", "yes", "y", "так", "да"}


def said(column: str, value: str) -> Verdict | None:
    """Return what a value says of the ground; None if it says nothing that is known."""
    text = " ".join(value.casefold().replace("_", " ").split())
    answers = column.casefold() in YES_OR_NO or ANSWERS.search(column.casefold())
    if answers and (answer := _answer(text)) is not None:
        return Verdict.HELD if answer else Verdict.OTHER
    if NO_LONGER_HELD.search(column.casefold()):
        return Verdict.HELD if _answer(text) is False else Verdict.OTHER
    text = _WITHOUT_KYIV.sub(" occupied", text)
    if _OTHER.search(text) or not_by_russia(text):
        return Verdict.OTHER
    if _HELD.search(text) or by_russia(text):
        return Verdict.HELD
    return Verdict.SINCE_2014 if _SINCE_2014.search(text) else None


def _answer(text: str) -> bool | None:
    """Return what a word or a number says, as dBase and tables with missing values write it."""
    if text in _YES or text in _NO:
        return text in _YES
    try:
        return {0.0: False, 1.0: True}.get(float(text))
    except ValueError:
        return None
