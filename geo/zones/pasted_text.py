"""Text as readers paste it, with one sign for each thing: blanks, degrees, minutes, seconds, directions."""

import re

BLANKS = re.compile("[^\\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""Blanks and tabs: all white space but the ends of lines of `str.splitlines`."""

ENDED = r"(?![^\W\d_])\.?(?:\s*[:=])?"
WORDS = {
    "N": r"північн\w+\s+широти|северн\w+\s+широты|(?:півн|пн|сев|с)\.?\s*ш(?:ир)?|пн|с|північ|north"
         r"|nord|breite"
         r"|lat(?:itude)?|широта",
    "S": r"південн\w+\s+широти|южн\w+\s+широты|(?:півд|пд|ю)\.?\s*ш(?:ир)?|пд|ю|південь|south|süd",
    "E": r"східн\w+\s+довготи|восточн\w+\s+долготы|(?:східн|сх|вост|в)\.?\s*д(?:овг|олг)?|сх|в|е|схід|east"
         r"|est|ost|länge|lng"
         r"|long?(?:itude)?|довгота|долгота",
    "W": r"західн\w+\s+довготи|западн\w+\s+долготы|(?:зах|зх|зап|з)\.?\s*д(?:овг|олг)?|зх|з|зах|захід|west",
}
"""What stands for a direction in Ukrainian, Russian and English, as pieces of regular expressions."""
DIRECTIONS = tuple((re.compile(rf"(?<![^\W\d_])(?:{words}){ENDED}", re.IGNORECASE), letter)
                   for letter, words in WORDS.items())
SIGNS = str.maketrans({"−": "-", "–": "-", "٫": "."}
                      | dict.fromkeys("`‘´＇‛‵ʼˈ", "'") | dict.fromkeys("ʹ‹›", "′")
                      | dict.fromkeys('“ʺ˝ˮ＂„‟‶〃″', '"') | dict.fromkeys("˚∘⁰ᵒ*", "°"))
UNITS = tuple((re.compile(rf"(?<=\d)\s?(?:{words})(?![^\W\d_])\.?", re.IGNORECASE), sign) for words, sign in (
    (r"deg(?:rees?)?|град(?:ус\w*)?", "°"), (r"min(?:utes?)?|мин(?:ут\w*)?|хв(?:илин\w*)?", "'"),
    (r"sec(?:onds?)?|сек(?:унд\w*)?", '"')))
"""Words for degrees, minutes and seconds after a number; a single letter could be a direction."""
LETTERED = re.compile(r"(?<![^\W\d_])(\d{1,3})\s?d\s?(\d{1,2})\s?m(?:\s?(\d{1,2}(?:[.,]\d{1,20})?)\s?s)?"
                      r"(?=[\s,;NSEWnsew]|$)", re.ASCII)
"""An angle as 48d15m30s."""


def cleaned(text: str) -> str:
    """Return a text with single plain blanks, one sign for minutes and one for seconds, and N, S, E and W.

    A run of blanks with a tab in it becomes one tab: expressions with several optional blanks would take
    the square of the time for a long run. Ends of lines stay, so that lines keep their numbers.
    """
    text = re.sub("[\u200b-\u200f\u2060\ufeff]|^[•●▪◦][ \t\xa0]*", "", text, flags=re.MULTILINE)
    text = BLANKS.sub(lambda run: "\t" if "\t" in run[0] else " ", text)
    text = LETTERED.sub(lambda angle: f"{angle[1]}°{angle[2]}'" + (f'{angle[3]}"' if angle[3] else ""), text)
    for words, sign in UNITS:
        text = words.sub(sign, text)
    for words, letter in DIRECTIONS:
        text = words.sub(letter, text)
    text = text.translate(SIGNS)
    text = re.sub("''|′′|’’", '"', text)
    return re.sub(r"(?<![^\W\d_])[nsew](?![^\W\d_])", lambda letter: letter[0].upper(), text)
