"""Hostile texts: they ping, hide, break out, count beyond reason or never end."""

from collections.abc import Callable, Sequence
from random import Random

from tests.catalogue.bodies import TRAPS

LONGEST = 4_000  # characters that Discord takes in one input

_MENTIONS = (
    "@everyone",
    "@here",
    "<@&1>",
    "<@!80351110224678912>",
    "<#103735883630395392>",
    "</content import:1>",
    "<t:9999999999999:R>",
    "<a:wave:1>",
    "<id:home>",
    "discord.gg/x",
    "https://evil.example/@everyone",
    "javascript:alert(1)",
    "[Discord](https://evil.example)",
)
_MARKS = (
    "```",
    "```diff\n- all",
    "`",
    "``",
    "~~",
    "||",
    "***",
    "___",
    "# ",
    "-# ",
    "> ",
    ">>> ",
    "- ",
    "1. ",
    "\\",
    "](",
    "<",
    "|",
)
_HIDDEN = (
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c",
    *"\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069\u206a\u3164\ufe0f\ufeff\ufff9\ufffd\ufffe",
    *("\uffff", "\ud800", "\udfff", "\U000e0041", "\U0010ffff", "\ue000"),
)
_NUMBERS = (
    "9" * 5_000,
    "-" + "9" * 400,
    "1e999999",
    "-0",
    "0x7fffffffffffffff",
    "NaN",
    "Infinity",
    "1_000",
    "\u0661\u0669\u0664\u0661",
    "\uff11\uff19\uff14\uff11",
    "\u2460",
    "9223372036854775808",
    "2147483648",
)
_DATES = (
    "9999999999-01-01",
    "1941-02-30",
    "-9999-12-31",
    "1941/" * 200,
    "1941-06-22?~%",
    "XXXX-XX-XX",
    "../..",
    "Y-17E7",
    "1941-06-22/1940",
    "0000-00-00",
    "1941-6-22",
    "22 June 1941 BC " * 50,
    "\u0661\u0669\u0664\u0661-06-22",
)
_WRITTEN = (
    "!!python/object/apply:os.system [ls]",
    "&a [*a, *a]",
    "<<: *a",
    "%YAML 9.9\n---",
    "---\n---\n...",
    "? [complex]\n: key",
    "null",
    "~",
    "no",
    "12:30",
    "- - - -",
    "'; DROP TABLE revisions; --",
    '" OR 1=1 --',
    "../../../etc/passwd",
    "\\\\server\\share",
    "CON",
    "{0.__class__.__mro__}",
    "{name}",
    "%s%s%n",
    "${jndi:ldap://x}",
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "\r\nlevel=error event=forged",
)
_FINE = tuple(each for each in TRAPS if not set(each) & set("*_`~|<>@\\"))
_UNITS = (
    "a",
    "word ",
    "\n",
    " ",
    "\t",
    "-",
    "[",
    "{",
    "(",
    "> ",
    "- ",
    "e\u0301",
    "\u0301",
    "\u0e49",
    "\U0001f469\u200d",
    "\U0001f1e6",
    "\ufdfa",
    "\u0130",
    "\u1e9e",
    "ﬀ",
    "\u4e00",
    "@everyone ",
    "`",
    "\\",
    ". ",
    "a. B ",
    "## H\n\n",
)


def text(random: Random, longest: int = LONGEST) -> str:
    """Give a hostile text of at most so many characters."""
    return random.choice(_KINDS)(random)[:longest]


def _pieces(random: Random) -> str:
    pools: Sequence[Sequence[str]] = (
        _MENTIONS,
        _MARKS,
        _HIDDEN,
        _NUMBERS,
        _DATES,
        _WRITTEN,
        ("Stalingrad", "1942", "Жуков"),
    )
    count = random.randrange(1, 12)
    chosen = (random.choice(random.choice(pools)) for _ in range(count))
    return random.choice(("", " ", "\n")).join(chosen)


def _endless(random: Random) -> str:
    unit = random.choice(_UNITS)
    return unit * (random.choice((50, 800, 20_000)) // len(unit) + 1)


def _piled_up(random: Random) -> str:
    return "a" + "".join(
        chr(random.randrange(0x300, 0x36F)) for _ in range(random.randrange(3_000))
    )


def _any_letters(random: Random) -> str:
    return "".join(chr(random.randrange(0x110000)) for _ in range(random.randrange(1, 400)))


def odd(random: Random) -> str:
    """Give a text that looks odd, and may well be what somebody means."""
    pieces = (random.choice(_FINE) for _ in range(random.randrange(1, 9)))
    return f"So {' '.join(pieces)}"


def _one(pool: Sequence[str]) -> Callable[[Random], str]:
    return lambda random: random.choice(pool)


_KINDS: Sequence[Callable[[Random], str]] = (
    _pieces,
    _pieces,
    _pieces,
    _endless,
    _piled_up,
    _any_letters,
    *((odd,) * 4),
    *map(_one, (_MENTIONS, _HIDDEN, _NUMBERS, _DATES, _WRITTEN)),
)
