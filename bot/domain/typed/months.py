"""The names of the months as members type them, in English, German and Russian."""

from bot.domain.days import MONTHS

_LEAST = 3  # letters that may stand for a month: "jun", "дек"
_OTHER_NAMES = (
    ("januar", "jänner", "jaenner", "январь", "января"),
    ("februar", "feber", "февраль", "февраля"),
    ("märz", "maerz", "marz", "март", "марта"),
    ("апрель", "апреля"),
    ("mai", "май", "мая"),
    ("juni", "июнь", "июня"),
    ("juli", "июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("oktober", "октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("dezember", "декабрь", "декабря"),
)
_NAMES = tuple(
    (english.casefold(), *others) for english, others in zip(MONTHS, _OTHER_NAMES, strict=True)
)


def months_starting(letters: str) -> frozenset[int]:
    """Give the months, 1 to 12, of which a name begins so; `letters` is casefolded."""
    return frozenset(
        number
        for number, names in enumerate(_NAMES, start=1)
        if any(name.startswith(letters) for name in names)
    )


def month_named(word: str) -> int | None:
    """Give the month that a casefolded word names, in full or by its first letters, three or more."""
    months = months_starting(word)
    return min(months) if len(months) == 1 and len(word) >= _LEAST else None
