"""A revision in words: who did what to which record, and when."""

import datetime as dt

from bot.domain.days import MONTHS
from bot.domain.errors import MemberError
from bot.domain.revisions import Action, Body, Revision, id_of, type_of
from bot.domain.words import join
from bot.services.editing.records import name_field

from . import looking_texts as texts
from .dates import timestamp
from .editing_shown import seen
from .texts import STALE_BUTTON

_NAME = 110
_NOTE = 120


def done(revision: Revision) -> str:
    """Write "edited by @somebody on a day (suggested by @another)"; nobody is pinged by it."""
    return texts.DONE.format(
        what=what(revision),
        who=who(revision.author),
        when=timestamp(revision.at),
        about=about(revision),
    )


def what(revision: Revision) -> str:
    """Write what was done."""
    return texts.ACTIONS[revision.action]


def who(member: int | None) -> str:
    """Write a member so that the name is shown; None is one who was erased."""
    return texts.ERASED if member is None else f"<@{member}>"


def about(revision: Revision) -> str:
    """Write the note of a revision and whom it credits; empty where there is neither."""
    said = [seen(revision.note, _NOTE)] if revision.note else []
    if revision.credit is not None:
        said.append(texts.CREDIT.format(who=who(revision.credit)))
    return texts.ABOUT.format(about=join(said)) if said else ""


def day(instant: dt.datetime) -> str:
    """Write an instant where Discord shows no times of its own: "22 June 2026, 09:00 UTC"."""
    at = instant.astimezone(dt.UTC)
    month = MONTHS[at.month - 1]
    return texts.OPTION_DAY.format(day=at.day, month=month, year=at.year, time=f"{at:%H:%M}")


def name_in(record: str, *bodies: Body | None) -> str:
    """Give what the first of some bodies that says so calls a record; else its id."""
    field = name_field(type_of(record))
    for body in bodies:
        name = (body or {}).get(field)
        if isinstance(name, str) and name:
            return seen(name, _NAME)
    return id_of(record)


def record_in(text: str) -> str:
    """Give the record that a `custom_id` names; raises MemberError if that is none."""
    try:
        type_of(text)
    except ValueError:
        raise MemberError(STALE_BUTTON) from None
    if not id_of(text):
        raise MemberError(STALE_BUTTON)
    return text


def is_import(revision: Revision) -> bool:
    """Whether a revision is one of many that came in at once."""
    return revision.action is Action.IMPORT
