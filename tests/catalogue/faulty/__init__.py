"""Packs that each hold a fault."""

from . import across, dates, not_yaml, records, strays, too_much, topics
from .case import Cases

ALL: Cases = {
    **not_yaml.CASES,
    **too_much.CASES,
    **records.CASES,
    **dates.CASES,
    **topics.CASES,
    **across.CASES,
    **strays.CASES,
}
