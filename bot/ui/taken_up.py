"""What a member wrote, shown to the editor who goes on from it, with the source that they name."""

from collections.abc import Iterator

from bot.domain.revisions import Draft, Suggestion
from bot.services.editing.named_sources import NamedSource
from bot.services.editing.new_sources import new_sources
from bot.services.editing.sections import chosen_in

from . import editing_texts as texts, theme
from .controls import button
from .editing_shown import fitted, seen
from .layout import Part, box, rows

CITE = "citesource"
"""Route: `citesource:<draft>` cites the source that a member named."""

_LONGEST_WRONG = 500
_LONGEST_SOURCE = 300
_LONGEST_FIELD = 200


def words(draft: Draft, suggestion: Suggestion, room: int) -> str:
    """Give what a member wrote, as far as the draft does not say it, in at most so many characters."""
    return "".join(fitted(["\n".join(_words(draft, suggestion))], room))


def taken_up(draft: Draft, told: str, named: NamedSource) -> list[Part]:
    """Show what a member wrote, and offer to cite their source."""
    found: list[Part] = [box([told], theme.LIST)] if told else []
    if not is_cited(draft, named):
        found += rows(None, [button(texts.CITE_THEIRS, CITE, draft.id)])
    return found


def is_cited(draft: Draft, named: NamedSource) -> bool:
    """Whether a draft cites the source that a member named, or makes one of that title."""
    if not named.is_new:
        return named.id in chosen_in(draft.body, "sources")
    titles = [said.get("title") for said in new_sources(draft.body).values()]
    urls = [said.get("url") for said in new_sources(draft.body).values()]
    url = named.body.get("url")
    return named.body["title"] in titles or (url is not None and url in urls)


def _words(draft: Draft, suggestion: Suggestion) -> Iterator[str]:
    who = texts.THEIR_WORDS_ERASED
    if suggestion.author is not None:
        who = texts.THEIR_WORDS.format(who=f"<@{suggestion.author}>")
    yield who
    if suggestion.wrong:
        yield texts.THEIR_WRONG.format(text=seen(suggestion.wrong, _LONGEST_WRONG))
    yield texts.THEIR_SOURCE.format(text=seen(suggestion.source, _LONGEST_SOURCE))
    for name, text in suggestion.fields.items():
        if text != draft.body.get(name):
            field = texts.FIELDS.get(name, name)
            yield texts.THEIR_FIELD.format(field=field, text=seen(text, _LONGEST_FIELD))
