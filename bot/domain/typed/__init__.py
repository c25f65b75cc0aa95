"""Dates as members type them, in English and in what German and Russian share with it."""

from .choices import complete_day
from .day import TypedDay, parse_day
from .spans import parse_bound, parse_years

__all__ = ["TypedDay", "complete_day", "parse_bound", "parse_day", "parse_years"]
