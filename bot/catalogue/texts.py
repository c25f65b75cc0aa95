"""What a text may be made of: patterns, and the limits that Discord and readers set."""

import re
import unicodedata

from bot.domain.words import truncate

# Discord would show these as formatting, mentions, spoilers or quotes; history needs none of them.
FORMATTING = r"*_`~|<>@\\"
# Control characters, and what hides or reorders text: zero-width spaces, direction overrides.
INVISIBLE = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff"

_INSIDE = rf"[^\n{FORMATTING}{INVISIBLE}]"
_EDGE = rf"[^\s{FORMATTING}{INVISIBLE}]"
_START = rf"[^\s#\-{FORMATTING}{INVISIBLE}]"  # `#` and `-` would make a heading or a list

ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
LINE = rf"^{_EDGE}(?:{_INSIDE}*{_EDGE})?$"
PROSE = rf"^{_START}{_INSIDE}*(?:\n+{_START}{_INSIDE}*)*$"
URL = r"^https://[^\s/<>|\x22`]+\.[^\s<>|\x22`]+$"
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"  # BCP 47, as far as packs need it
YEARS = r"^(?:[0-9]{4}(?:-[0-9]{4})?|n\.d\.)$"

# For editors alone: bot.domain.dates is stricter (it knows how long February is).
_POINT = r"-?\d{4}(-\d{2}(-\d{2})?)?[?~%]?|\d{3}X[?~%]?|\d{2}XX[?~%]?"
DATE = rf"^({_POINT}|({_POINT}|\.\.)?/({_POINT}|\.\.)?)$"
DAY = r"^-?\d{4}-\d{2}-\d{2}[?~%]?$"

LANGUAGE_LENGTH = 35  # https://www.rfc-editor.org/rfc/rfc5646#section-4.4.1
ID_LENGTH = 60
SHORT_LENGTH = 80
NAME_LENGTH = 100  # what Discord shows of a choice in autocomplete
ROLE_LENGTH = 120
LONG_LENGTH = 200
TRUST_LENGTH = 300
URL_LENGTH = 500
SUMMARY_LENGTH = 600
TEXT_LENGTH = 800
LIFE_LENGTH = 1_500
SECTION_LENGTH = 6_000

_LONGEST_QUOTE = 60
_FOREIGN_SPACE = re.compile("[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]")

MOST_ALIASES = 40
MOST_LINKS = 25  # what a select of Discord holds
MOST_ROLES = 12
MOST_SECTIONS = 20


def quoted(value: object) -> str:
    """Put what an author wrote between backticks, in one line and cut to a length to read."""
    return f"`{truncate(' '.join(str(value).split()), _LONGEST_QUOTE)}`"


def foreign_space(text: str) -> str:
    """Name the first space in a text that YAML takes for a letter; nothing if there is none."""
    found = _FOREIGN_SPACE.search(text)
    if found is None:
        return ""
    name = unicodedata.name(found.group()).lower().replace("no-break", "non-breaking")
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} (U+{ord(found.group()):04X})"


def without_links(text: str) -> str:
    """Give the text back; raises ValueError when it holds a link, which only a source may."""
    if "://" in text or "](" in text:
        raise ValueError("A text holds no links: cite the page as a source instead.")
    return text
