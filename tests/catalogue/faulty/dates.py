"""Dates written in other ways than EDTF, each with the one that was probably meant."""

from .case import Cases, june

CASES: Cases = {
    "a day of one digit": (
        june(date="1941-6-25"),
        "2: event:war.date: “1941-6-25” is not a date that I can read. Write 1941-06-25.",
    ),
    "a day with dots": (
        june(date="25.06.1941"),
        "2: event:war.date: “25.06.1941” is not a date that I can read. Write 1941-06-25.",
    ),
    "a day with slashes": (
        june(date="1941/06/25"),
        "2: event:war.date: “1941/06/25” is not a date that I can read. Write 1941-06-25.",
    ),
    "a day with dashes": (
        june(date="1941–06–25"),
        "2: event:war.date: “1941–06–25” is not a date that I can read. Write 1941-06-25.",
    ),
    "a day without hyphens": (
        june(date="19410625"),
        "2: event:war.date: “19410625” is not a date that I can read. Write 1941-06-25.",
    ),
    "a month in words": (
        june(date="June 1941"),
        "2: event:war.date: “June 1941” is not a date that I can read. Write 1941-06.",
    ),
    "a month of one digit": (
        june(date="1941-6"),
        "2: event:war.date: “1941-6” is not a date that I can read. Write 1941-06.",
    ),
    "a year about which": (
        june(date="c. 1900"),
        "2: event:war.date: “c. 1900” is not a date that I can read. Write 1900~.",
    ),
    "a year about which, at more length": (
        june(date="about 1900"),
        "2: event:war.date: “about 1900” is not a date that I can read. Write 1900~.",
    ),
    "years about which": (
        june(date="ca. 1900-1905"),
        "2: event:war.date: “ca. 1900-1905” is not a date that I can read. Write 1900~/1905~.",
    ),
    "years with a hyphen": (
        june(date="1941-1942"),
        "2: event:war.date: “1941-1942” is not a date that I can read. Write 1941/1942.",
    ),
    "years with a dash": (
        june(date="1941–42"),
        "2: event:war.date: “1941–42” is not a date that I can read. Write 1941/1942.",
    ),
    "days with a dash": (
        june(date="22.6.1941 – 3.7.1941"),
        "2: event:war.date: “22.6.1941 – 3.7.1941” is not a date that I can read. Write 1941-06-22/1941-07-03.",
    ),
    "a day that is another elsewhere": (
        june(date="06/05/1941"),
        "2: event:war.date: In “06/05/1941”, “06” is not a date that I can read. Write it like",
    ),
    "a day that is none, of one digit": (
        june(date="1941-2-30"),
        "2: event:war.date: “1941-2-30” is not a date that I can read. Write it like",
    ),
    "years in the wrong order": (
        june(date="1942-41"),
        "2: event:war.date: “1942-41” names a month 41.",
    ),
    "about no year": (
        june(date="about then"),
        "2: event:war.date: “about then” is not a date that I can read. Write it like",
    ),
    "an old-style day with dots": (
        june(old_style="9.6.1941"),
        "11: event:war.old_style: “9.6.1941” is not a date that I can read. Write 1941-06-09.",
    ),
    "a date that is unknown": (
        june(date="unknown"),
        "2: event:war.date: “unknown” is not a date that I can read. Leave the line out, or",
    ),
}
