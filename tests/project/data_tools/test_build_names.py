"""Renaming by the codifier: current names, former ones, and no former name for a mere correction."""

from pathlib import Path

import pandas as pd

from tools.build_names import with_known
from tools.data.names import renamed

TABLE = pd.DataFrame(
    [("Old", "Олд"), ("Kept", "Кепт"), ("Dzyhivka", "Дзигівка"), ("Zviahel", "Новоград"),
     ("Frunze", "Бюйтен"),
     ("Alone", "Алоне")],
    index=list("abcdef"), columns=["name_en", "name_uk"])
TODAY = pd.Series({"a": "Юріївка", "b": "Кепт", "c": "Дзиґівка", "d": "Звягель", "e": "Бюйтен"})


def test_units_get_current_names_and_keep_the_former_ones() -> None:
    table, former = renamed(TABLE, TODAY)
    assert table.to_dict("index") == {
        "a": {"name_en": "Yuriivka", "name_uk": "Юріївка"}, "b": {"name_en": "Kept", "name_uk": "Кепт"},
        "c": {"name_en": "Dzyhivka", "name_uk": "Дзиґівка"},
        "d": {"name_en": "Zviahel", "name_uk": "Звягель"},
        "e": {"name_en": "Biuiten", "name_uk": "Бюйтен"}, "f": {"name_en": "Alone", "name_uk": "Алоне"}}
    assert former.to_dict("index") == {
        "a": {"name_en": "Old", "name_uk": "Олд"},
        "d": {"name_en": "Novohrad", "name_uk": "Новоград"},  # only one language was out of date
        "e": {"name_en": "Frunze", "name_uk": ""}}


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    table, former = renamed(TABLE, TODAY)
    file = tmp_path / "former_names.csv"
    with_known(former, file).rename_axis("settlement").to_csv(file)
    again, found = renamed(table, TODAY)
    assert again.equals(table)
    assert with_known(found, file).to_dict() == former.to_dict()
