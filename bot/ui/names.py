"""Entries in a few words: labels for menus, lines for lists."""

from bot.domain.entries import Entry, Event, Person, Topic
from bot.domain.words import truncate

from . import texts, theme
from .dates import describe, life_in_years, year_of


def label(entry: Entry) -> str:
    """Give a name that tells entries apart in a menu, at most 100 characters."""
    match entry:
        case Event():
            return _tagged(texts.EVENT_LABEL, entry.title, year_of(entry.date))
        case Person():
            years = life_in_years(entry.born, entry.died)
            if not years:
                return truncate(entry.name, theme.LABEL)
            return _tagged(texts.PERSON_LABEL, entry.name, years)
        case Topic():
            return _tagged(texts.TOPIC_LABEL, entry.title, "")


def about(entry: Entry) -> str:
    """Say what sort of entry it is, and when: at most 100 characters."""
    match entry:
        case Event():
            text = texts.ABOUT_EVENT.format(date=describe(entry.date))
            return truncate(text, theme.LABEL)
        case Person():
            years = life_in_years(entry.born, entry.died)
            return texts.ABOUT_PERSON.format(life=years) if years else texts.ABOUT_PERSON_NO_LIFE
        case Topic():
            text = texts.ABOUT_TOPIC.format(date=describe(entry.period))
            return truncate(text, theme.LABEL)


def _tagged(form: str, name: str, tag: str) -> str:
    """Shorten the name, not the tag, where both are too long for a label."""
    room = theme.LABEL - len(form.format(name="", tag=tag))
    return form.format(name=truncate(name, room), tag=tag)
