"""Compares what a member suggests with what is there: what it would change, and what is like it."""

from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.catalogue.folding import fold
from bot.catalogue.records import Problem
from bot.domain.entries import Entry
from bot.domain.ports import Clock
from bot.domain.revisions import Body, Draft, Suggestion, id_of, type_of
from bot.services.catalogues import Catalogues
from bot.storage.database import Database
from bot.storage.desks import Desks
from bot.storage.suggestions import Suggestions

from .drafting import Drafting
from .named_sources import Doubt, NamedSource, citing, source_of
from .new_sources import cited, record_alone
from .revising import Revising
from .suggested import is_report, said, title_of

_ALIKE = 80  # of 100, from which on two titles may be of the same thing
_COMPARED = 200  # open suggestions that a new one is compared with
_MOST_KNOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A suggestion as an editor looks at it, with what may be the same already.

    `before` is what the server shows of the record it is about, in revision `number`, and `after`
    what it would show if the suggestion were approved as it is; None where it says only what is
    wrong. `made` are the sources that would be published with it, by their ids, and `doubt` is what
    an editor must see to in them. `problems` are those of `after`, `waiting` counts all open
    suggestions of the server.
    """

    suggestion: Suggestion
    name: str
    before: Body | None
    number: int
    after: Body | None
    made: Mapping[str, Body]
    doubt: Doubt | None
    problems: tuple[Problem, ...]
    waiting: int
    alike: tuple[Suggestion, ...]
    known: tuple[Entry, ...]
    is_blocked: bool
    """Whether nothing more is taken from its member."""

    @property
    def is_gone(self) -> bool:
        """Whether what it is about is not shown any more."""
        return is_report(self.suggestion) and self.before is None

    @property
    def can_publish(self) -> bool:
        """Whether it could be published as it is."""
        is_sound = all(problem.warning for problem in self.problems)
        return self.after is not None and self.doubt is None and is_sound


class Comparing:
    """Lays suggestions beside what the server that they are for shows, and beside each other."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        catalogues: Catalogues,
        revising: Revising,
        drafting: Drafting,
    ) -> None:
        self._database = database
        self._clock = clock
        self._catalogues = catalogues
        self._revising = revising
        self._drafting = drafting

    async def review(self, suggestion: Suggestion) -> Review:
        """Give all that an editor needs to decide."""
        guild = suggestion.guild
        async with self._database.read() as connection:
            waiting = await Suggestions(connection).count_open(guild)
            author = suggestion.author
            blocked = author is not None and await Desks(connection).is_blocked(guild, author)
        before: Body | None = None
        number = 0
        if is_report(suggestion):
            before, number = await self._revising.present(guild, suggestion.record)
        draft = self.draft(suggestion, before, number)
        return Review(
            suggestion=suggestion,
            name=self.name_of(suggestion),
            before=before,
            number=number,
            after=None if draft is None else record_alone(draft.body),
            made={} if draft is None else cited(draft.body),
            doubt=None if draft is None else self.source(suggestion).doubt,
            problems=() if draft is None else self._drafting.prove(draft).problems,
            waiting=waiting,
            alike=await self.alike(suggestion),
            known=self._known(suggestion),
            is_blocked=blocked,
        )

    async def alike(self, suggestion: Suggestion) -> tuple[Suggestion, ...]:
        """Give other open suggestions about the same record, or of something new of a like title."""
        async with self._database.read() as connection:
            suggestions = Suggestions(connection)
            found = await suggestions.alike(suggestion.guild, suggestion.record, _COMPARED)
        others = [each for each in found if each.id != suggestion.id]
        return tuple(each for each in others if is_report(suggestion) or _is_like(each, suggestion))

    def name_of(self, suggestion: Suggestion) -> str:
        """Give what the record is called that a suggestion is about, or its id if it is not shown."""
        if not is_report(suggestion):
            return title_of(suggestion)
        found = self._catalogues.of(suggestion.guild).entries.get(suggestion.record)
        return id_of(suggestion.record) if found is None else found.name

    def source(self, suggestion: Suggestion) -> NamedSource:
        """Give the source that a member named: a known one, or one that is still to be made."""
        sources = self._catalogues.of(suggestion.guild).contents.sources
        return source_of(suggestion.source, sources)

    def draft(
        self, suggestion: Suggestion, before: Body | None, number: int, editor: int = 0
    ) -> Draft | None:
        """Give a draft of what a record would say, which is not kept yet; it makes the source that it lacks.

        A report changes what its record says `before`, in revision `number`. None where it does not
        tell what should stand there, or nothing is shown.
        """
        guild, told = suggestion.guild, said(suggestion)
        if is_report(suggestion):
            if before is None or not told:
                return None
            told = {**before, **told}
        elif type_of(suggestion.record) == "event":
            told["importance"] = "1"  # an editor says how much it matters, if it does
        body = citing(told, self.source(suggestion), self._drafting.taken(guild, "source"))
        return Draft(
            id=0,
            guild=guild,
            author=editor,
            record=suggestion.record,
            is_new=not is_report(suggestion),
            base=number,
            body=body,
            updated_at=self._clock.now(),
            suggestion=suggestion.id,
        )

    def _known(self, suggestion: Suggestion) -> tuple[Entry, ...]:
        """Give entries whose name is like the title of something new."""
        if is_report(suggestion):
            return ()
        catalogue = self._catalogues.of(suggestion.guild)
        close = catalogue.search.close(title_of(suggestion))
        striking = [each for each in close if each.closeness.is_striking]
        return tuple(catalogue.entries[each.hit.key] for each in striking[:_MOST_KNOWN])


def _is_like(one: Suggestion, other: Suggestion) -> bool:
    titles = [fold(title_of(each)) for each in (one, other)]
    return fuzz.token_set_ratio(*titles) >= _ALIKE
