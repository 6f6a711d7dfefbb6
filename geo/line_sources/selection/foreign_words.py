"""Who holds the ground, in the words of maps in other languages than Ukrainian, Russian and English."""

import re

RUSSIA = (r"(?:russ(?:i|e|land)\w*|ros(?:j|yj)\w*|rus(?:ia\w*|iei|o|a|ă|k\w+|ya)?|росі\w*|росс\w*|рф)(?!\w)")
UKRAINE = r"(?:u[kc]rai?[nń]\w*|ukrajin\w*|україн\w*|украин\w*|зсу|всу|соу)(?!\w)"
CONTROL = r"(?:kontrol\w*|contr[oô]l\w*|beherrsch\w*|gehalten\w*)"
TAKEN = r"(?:besetz\w*|besatz\w*|zaj[eę]t\w*|o[ck]{1,2}up\w*|зайнят\w*|занят\w*|захоплен\w*|захвачен\w*)"
AGENT = r"(?:by|von|durch|par|przez|por|da|dalla|від|з боку|со стороны)"
BETWEEN = r"(?:\W+(?:der|die|den|the|la|los|de|di|del|della|d|l|des|военными?)){0,2}\W+"

_BY_RUSSIA = re.compile(
    rf"(?<!\w)(?:(?:{CONTROL}|{TAKEN})(?:\W+{AGENT})?{BETWEEN}{RUSSIA}|{RUSSIA}\W+(?:{CONTROL}|{TAKEN}|işgal\w*)"
    rf"|{AGENT}{BETWEEN}{RUSSIA}\W+(?:{CONTROL}|{TAKEN}))")
_IS_RUSSIA = re.compile(r"(?:russland|russie|rosja|rusia|rusko|rusya"
                        r"|(?:fédération de|russische|federacja) \w+"
                        r"|(?:ворог|враг|противник|агресс?ор|окк?упант)[аиіы]?)")
_BY_UKRAINE = re.compile(
    rf"(?<!\w)(?:{CONTROL}(?:\W+{AGENT})?{BETWEEN}{UKRAINE}|{TAKEN}\W+{AGENT}{BETWEEN}{UKRAINE}|ukrainian-occupied"
    rf"|{UKRAINE}\W+(?:kontrol|contrôl|gehalten)\w*|{AGENT}{BETWEEN}{UKRAINE}\W+(?:{CONTROL}|{TAKEN})"
    r"|сил\w* оборон\w* україни|соу(?!\w)|відбит|отбит)")
_IS_UKRAINE = re.compile(r"(?:ukraina|ukrajina|ucrania|ucraina|ukrayna)")
_HOLDING_STEM = r"(?:[oó][ck]{1,2}up|besetz|besatz|obsaz|[ck]ontr[oô]l)"
_NO_MORE = re.compile(
    r"(?<!\w)(?:nicht|nie|pas|ne plus|nu (?:este|e|sunt|mai)|değil)(?!\w)|rückerobert|ruckerobert"
    r"|umkämpft|umkampft|grauzone|graue zone|repris(?:e|es)?(?!\w)|ricon?quis|reconquis|recucerit|retomad"
    r"|zone grise|sporn[eya]|odbit|odzysk|szar\w+ stref"
    r"|liberad|osvobozen|kurtar|просуван|продвижен"
    r"|(?<!\w)(?:d[eé][sz]?|ne|nie|un|in)-?" + _HOLDING_STEM +
    r"|(?<!\w)(?:ehemal|vormal|früher|einst|vorher|zuvor|anciennement|autrefois|auparavant|dawn|wcześniej"
    r"|uprzednio|byłe|precedentemente|anteriormente|antes|antigua|fost[eă]?(?!\w)|dříve|býval|eskiden)"
    r"|(?<!\w)(?:przed|po|nach|vor|ende|avant|après|fin)\W+(?:d\w{1,2}\W+)?(?:l\W)?" + _HOLDING_STEM)
_TAKEN_ALONE = re.compile(r"besatz|besetz|ocupad|ocupat|occupat|okupov|okupac|okkup|obsazen|işgal")


def by_russia(text: str) -> bool:
    """Tell whether a text in small letters says that Russia holds the ground."""
    return bool(_TAKEN_ALONE.search(text) or _BY_RUSSIA.search(text) or _IS_RUSSIA.fullmatch(text))


def not_by_russia(text: str) -> bool:
    """Tell whether a text in small letters says that Ukraine holds the ground, or that Russia does not."""
    return bool(_NO_MORE.search(text) or _IS_UKRAINE.fullmatch(text)
                or (_BY_UKRAINE.search(text) and not _BY_RUSSIA.search(text)))
