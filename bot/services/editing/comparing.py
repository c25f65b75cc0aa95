"""Compares what a member suggests with what is there: what it would change, and what is like it."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.catalogue.folding import fold
from bot.catalogue.records import Problem
from bot.domain.entries import Entry
from bot.domain.ports import Clock
from bot.domain.revisions import Body, Draft, Suggestion, Value, id_of, type_of
from bot.services.catalogues import Catalogues
from bot.storage.database import Database
from bot.storage.suggestions import Suggestions

from .drafting import Drafting
from .named_sources import NamedSource, source_of
from .revising import FaultyError, Revising
from .suggested import is_report, said, title_of

_ALIKE = 80  # of 100, from which on two titles may be of the same thing
_COMPARED = 200  # open suggestions that a new one is compared with
_MOST_KNOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A suggestion as an editor looks at it, with what may be the same already.

    `before` is what the server shows of the record it is about, in revision `number`, and `after`
    what it would show if the suggestion were approved as it is; None where it says only what is
    wrong. `problems` are those of `after`, `waiting` counts all open suggestions of the server.
    """

    suggestion: Suggestion
    name: str
    before: Body | None
    number: int
    after: Body | None
    problems: tuple[Problem, ...]
    waiting: int
    alike: tuple[Suggestion, ...]
    known: tuple[Entry, ...]

    @property
    def is_gone(self) -> bool:
        """Whether what it is about is not shown any more."""
        return is_report(self.suggestion) and self.before is None

    @property
    def can_publish(self) -> bool:
        """Whether it could be published as it is."""
        return self.after is not None and all(problem.warning for problem in self.problems)


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
            alike = await Suggestions(connection).alike(guild, suggestion.record, _COMPARED)
        alike = [each for each in alike if each.id != suggestion.id]
        before: Body | None = None
        number, known = 0, self._known(suggestion)
        if is_report(suggestion):
            before, number = await self._revising.present(guild, suggestion.record)
        else:
            alike = [each for each in alike if _is_like(each, suggestion)]
        after = self.after(suggestion, before)
        return Review(
            suggestion=suggestion,
            name=self.name_of(suggestion),
            before=before,
            number=number,
            after=after,
            problems=() if after is None else self._problems(suggestion, after),
            waiting=waiting,
            alike=tuple(alike),
            known=known,
        )

    def name_of(self, suggestion: Suggestion) -> str:
        """Give what the record is called that a suggestion is about, or its id if it is not shown."""
        if not is_report(suggestion):
            return title_of(suggestion)
        found = self._catalogues.of(suggestion.guild).entries.get(suggestion.record)
        return id_of(suggestion.record) if found is None else found.name

    def after(self, suggestion: Suggestion, before: Body | None) -> Body | None:
        """Give what a record would say; None where a suggestion does not tell, or nothing is shown."""
        if not is_report(suggestion):
            return body_of(suggestion, self.source(suggestion))
        told = said(suggestion)
        return {**before, **told} if before is not None and told else None

    def source(self, suggestion: Suggestion) -> NamedSource:
        """Give the source that a member named: a known one, or one that is still to be made."""
        sources = self._catalogues.of(suggestion.guild).contents.sources
        return source_of(suggestion.source, sources)

    def refuse_faults(self, suggestion: Suggestion) -> None:
        """Raise FaultyError with what is wrong with something new."""
        problems = self._problems(suggestion, body_of(suggestion, self.source(suggestion)))
        if faults := [problem for problem in problems if not problem.warning]:
            raise FaultyError(faults)

    def new_record(self, suggestion: Suggestion, source: NamedSource) -> tuple[str, Body]:
        """Give the key and the body of something new that cites a source of the server."""
        body = body_of(suggestion, source)
        proof = self._drafting.prove(self._draft(suggestion, body))
        if proof.entry is None:
            raise FaultyError(proof.problems)
        return proof.entry.key, {"id": proof.entry.id, **body}

    def _problems(self, suggestion: Suggestion, after: Body) -> tuple[Problem, ...]:
        if is_report(suggestion):
            return tuple(self._revising.problems(suggestion.guild, suggestion.record, after))
        found = self._drafting.prove(self._draft(suggestion, after)).problems
        if self.source(suggestion).is_new:  # it is made before it is cited
            found = tuple(problem for problem in found if problem.path[:1] != ("sources",))
        return found

    def _draft(self, suggestion: Suggestion, body: Body) -> Draft:
        """Give a draft of something new that is proved and never saved."""
        return Draft(
            id=0,
            guild=suggestion.guild,
            author=0,
            record=suggestion.record,
            is_new=True,
            base=0,
            body=body,
            updated_at=self._clock.now(),
        )

    def _known(self, suggestion: Suggestion) -> tuple[Entry, ...]:
        """Give entries whose name is like the title of something new."""
        if is_report(suggestion):
            return ()
        catalogue = self._catalogues.of(suggestion.guild)
        close = catalogue.search.close(title_of(suggestion))
        striking = [each for each in close if each.closeness.is_striking]
        return tuple(catalogue.entries[each.hit.key] for each in striking[:_MOST_KNOWN])


def body_of(suggestion: Suggestion, source: NamedSource) -> dict[str, Value]:
    """Give the body of something new; an editor says how much it matters, if it does."""
    body = said(suggestion)
    if type_of(suggestion.record) == "event":
        body["importance"] = "1"
    return {**body, "sources": [source.citation]}


def _is_like(one: Suggestion, other: Suggestion) -> bool:
    titles = [fold(title_of(each)) for each in (one, other)]
    return fuzz.token_set_ratio(*titles) >= _ALIKE
