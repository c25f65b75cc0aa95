"""Day numbers: counting days in the Gregorian and the Julian calendar, for any year."""

import datetime as dt

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_FEBRUARY = 2
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097  # after 400 years the Gregorian calendar repeats
_JULIAN_OFFSET = -2  # 1 January of year 1 in the Julian calendar is day number -1


def is_leap(year: int) -> bool:
    """Whether a Gregorian year has a 29 February; years are astronomical (0 is 1 BC)."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """How many days a Gregorian month has; `month` is 1 to 12."""
    return 29 if month == _FEBRUARY and is_leap(year) else _LENGTHS[month - 1]


def julian_days_in_month(year: int, month: int) -> int:
    """How many days a Julian month has: there every fourth year is a leap year, 1900 too."""
    return 29 if month == _FEBRUARY and year % 4 == 0 else _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Count days to a Gregorian day: `datetime.date.toordinal`, but for any astronomical year."""
    past = year - 1
    leap = month > _FEBRUARY and is_leap(year)
    return past * 365 + past // 4 - past // 100 + past // 400 + _BEFORE[month - 1] + leap + day


def julian_day_number(year: int, month: int, day: int) -> int:
    """Give the number of a day of the Julian calendar, on the same count as `day_number`."""
    past = year - 1
    leap = month > _FEBRUARY and year % 4 == 0
    return past * 365 + past // 4 + _BEFORE[month - 1] + leap + day + _JULIAN_OFFSET


def day_of(number: int) -> tuple[int, int, int]:
    """Give the Gregorian year, month and day behind a number: `day_number` undone."""
    cycles, rest = divmod(number - 1, _CYCLE_DAYS)
    day = dt.date.fromordinal(rest + 1)
    return day.year + cycles * _CYCLE_YEARS, day.month, day.day
