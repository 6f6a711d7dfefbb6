"""Names of regions of the United States, Italy and New Zealand: English as in CLDR 48, Ukrainian by hand."""

UNITED_STATES: dict[str, tuple[str, str]] = {
    "Alabama": ("AL", "Алабама"), "Alaska": ("AK", "Аляска"), "Arizona": ("AZ", "Аризона"),
    "Arkansas": ("AR", "Арканзас"), "California": ("CA", "Каліфорнія"), "Colorado": ("CO", "Колорадо"),
    "Connecticut": ("CT", "Коннектикут"), "Delaware": ("DE", "Делавер"),
    "District of Columbia": ("DC", "Округ Колумбія"), "Florida": ("FL", "Флорида"),
    "Georgia": ("GA", "Джорджія"), "Hawaii": ("HI", "Гаваї"), "Idaho": ("ID", "Айдахо"),
    "Illinois": ("IL", "Іллінойс"), "Indiana": ("IN", "Індіана"), "Iowa": ("IA", "Айова"),
    "Kansas": ("KS", "Канзас"), "Kentucky": ("KY", "Кентуккі"), "Louisiana": ("LA", "Луїзіана"),
    "Maine": ("ME", "Мен"), "Maryland": ("MD", "Меріленд"), "Massachusetts": ("MA", "Массачусетс"),
    "Michigan": ("MI", "Мічиган"), "Minnesota": ("MN", "Міннесота"), "Mississippi": ("MS", "Міссісіпі"),
    "Missouri": ("MO", "Міссурі"), "Montana": ("MT", "Монтана"), "Nebraska": ("NE", "Небраска"),
    "Nevada": ("NV", "Невада"), "New Hampshire": ("NH", "Нью-Гемпшир"), "New Jersey": ("NJ", "Нью-Джерсі"),
    "New Mexico": ("NM", "Нью-Мексико"), "New York": ("NY", "штат Нью-Йорк"),
    "North Carolina": ("NC", "Північна Кароліна"), "North Dakota": ("ND", "Північна Дакота"),
    "Ohio": ("OH", "Огайо"), "Oklahoma": ("OK", "Оклахома"), "Oregon": ("OR", "Орегон"),
    "Pennsylvania": ("PA", "Пенсильванія"), "Rhode Island": ("RI", "Род-Айленд"),
    "South Carolina": ("SC", "Південна Кароліна"), "South Dakota": ("SD", "Південна Дакота"),
    "Tennessee": ("TN", "Теннессі"), "Texas": ("TX", "Техас"), "Utah": ("UT", "Юта"),
    "Vermont": ("VT", "Вермонт"), "Virginia": ("VA", "Вірджинія"), "Washington": ("WA", "штат Вашингтон"),
    "West Virginia": ("WV", "Західна Вірджинія"), "Wisconsin": ("WI", "Вісконсин"),
    "Wyoming": ("WY", "Вайомінг"),
}
"""The part of the ISO 3166-2 code behind `US-`, and the Ukrainian name, by the name in the sources."""

ITALY: dict[int, tuple[str, str, str]] = {
    1: ("21", "Piedmont", "П’ємонт"), 2: ("23", "Aosta Valley", "Валле-д’Аоста"),
    3: ("25", "Lombardy", "Ломбардія"), 4: ("32", "Trentino-South Tyrol", "Трентіно — Південний Тіроль"),
    5: ("34", "Veneto", "Венето"), 6: ("36", "Friuli–Venezia Giulia", "Фріулі — Венеція-Джулія"),
    7: ("42", "Liguria", "Лігурія"), 8: ("45", "Emilia-Romagna", "Емілія-Романья"),
    9: ("52", "Tuscany", "Тоскана"), 10: ("55", "Umbria", "Умбрія"), 11: ("57", "Marche", "Марке"),
    12: ("62", "Lazio", "Лаціо"), 13: ("65", "Abruzzo", "Абруццо"), 14: ("67", "Molise", "Молізе"),
    15: ("72", "Campania", "Кампанія"), 16: ("75", "Apulia", "Апулія"),
    17: ("77", "Basilicata", "Базиліката"), 18: ("78", "Calabria", "Калабрія"),
    19: ("82", "Sicily", "Сицилія"), 20: ("88", "Sardinia", "Сардинія"),
}
"""The part of the ISO 3166-2 code behind `IT-`, and both names, by the region's code at ISTAT."""

NEW_ZEALAND: dict[str, tuple[str, str, str]] = {
    "Northland": ("NTL", "Northland", "Нортленд"), "Auckland": ("AUK", "Auckland", "Окленд"),
    "Waikato": ("WKO", "Waikato", "Ваїкато"), "Bay of Plenty": ("BOP", "Bay of Plenty", "Бей-оф-Пленті"),
    "Gisborne": ("GIS", "Gisborne", "Гісборн"), "Hawke's Bay": ("HKB", "Hawke’s Bay", "Гокс-Бей"),
    "Taranaki": ("TKI", "Taranaki", "Таранакі"),
    "Manawatu-Wanganui": ("MWT", "Manawatū-Whanganui", "Манавату-Вангануї"),
    "Wellington": ("WGN", "the Wellington region", "регіон Веллінгтон"),
    "West Coast": ("WTC", "the West Coast", "Вест-Кост"), "Canterbury": ("CAN", "Canterbury", "Кентербері"),
    "Otago": ("OTA", "Otago", "Отаго"), "Southland": ("STL", "Southland", "Саутленд"),
    "Tasman": ("TAS", "Tasman", "Тасман"), "Nelson": ("NSN", "Nelson", "Нельсон"),
    "Marlborough": ("MBH", "Marlborough", "Марлборо"),
}
"""The part of the ISO 3166-2 code behind `NZ-`, and both names, by the name in spData."""
