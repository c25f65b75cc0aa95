"""A length of time as moderators type it: "2h", "90 min", "1:30", "2" for hours."""

import datetime as dt
import re

from bot.domain.errors import MemberError
from bot.domain.words import truncate

from .parts import LONGEST, fold

_HOURS, _MINUTES = "(?:h|hrs?|hours?)", "(?:m|mins?|minutes?)"
_FORMS = (
    re.compile(r"(?P<hours>[0-9]{1,2}) ?: ?(?P<minutes>[0-5][0-9])(?: ?h)?"),
    re.compile(rf"(?P<minutes>[0-9]{{1,4}}) ?{_MINUTES}"),
    re.compile(rf"(?P<hours>[0-9]{{1,2}}(?:[.,][0-9]{{1,2}})?)(?: ?{_HOURS})?"),
    re.compile(
        rf"(?P<hours>[0-9]{{1,2}}) ?{_HOURS} ?(?:and )?(?P<minutes>[0-9]{{1,2}})(?: ?{_MINUTES})?"
    ),
)


def parse_length(text: str) -> dt.timedelta:
    """Read a length of time to the minute, a plain number as hours; MemberError if it is none."""
    plain = fold(text[: LONGEST + 1]).strip().rstrip(".")
    match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
    if match is None:
        shown = truncate(" ".join(text[: LONGEST + 1].split()), LONGEST)
        raise MemberError(
            f"I cannot read “{shown}” as a length of time. Try “2h”, “90 min” or “1:30”."
        )
    given = match.groupdict()
    hours = float((given.get("hours") or "0").replace(",", "."))
    return dt.timedelta(minutes=round(60 * hours) + int(given.get("minutes") or 0))
