"""What members suggest: taken in, compared with what is there, and decided by editors."""

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence

from bot.domain.errors import MemberError
from bot.domain.ports import Clock
from bot.domain.revisions import (
    Body,
    DecidedError,
    Draft,
    Revision,
    StaleError,
    Suggestion,
    SuggestionState,
    id_of,
    type_of,
)
from bot.storage.database import Database
from bot.storage.desks import Desks
from bot.storage.suggestions import Suggestions

from .comparing import Comparing, Review
from .drafting import Drafting
from .named_sources import NamedSource
from .revising import Revising
from .suggested import checked, checked_fields, fields_of, is_report, said

MOST_IN_AN_HOUR = 5
MOST_IN_A_DAY = 20
MOST_OPEN = 500
"""How many suggestions can wait in a server at a time."""

_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)
_GONE = "That suggestion has been erased: go on to the next one."
_NOT_SHOWN = "That entry is no longer shown here."
_BLOCKED = "The editors of this server take no more suggestions from you."
_FULL = (
    f"There are {MOST_OPEN} suggestions here that the editors have not looked at yet: "
    "come back when they have caught up."
)
_TOO_MANY = (
    "Thank you, that is a lot at once. The editors look at what you sent; come back in {wait}."
)
_NOTHING_TO_PUBLISH = "It says what is wrong, but not what should stand there: edit and approve it."
_DOUBTFUL = "The source that it names is not good enough to be published: edit and approve it."


class Suggesting:
    """Takes suggestions in, lays them before editors, and does what these decide."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        revising: Revising,
        drafting: Drafting,
        comparing: Comparing,
    ) -> None:
        self._database = database
        self._clock = clock
        self._revising = revising
        self._drafting = drafting
        self._comparing = comparing
        self._turn = asyncio.Lock()  # what two editors approve at once is published once

    async def welcome(self, guild: int, author: int) -> None:
        """Raise MemberError with what keeps a member from suggesting anything now."""
        async with self._database.read() as connection:
            desks, suggestions = Desks(connection), Suggestions(connection)
            await _refuse(desks, suggestions, guild, author, self._clock.now())

    async def take(
        self,
        guild: int,
        author: int,
        record: str,
        *,
        fields: Mapping[str, str],
        source: str,
        wrong: str = "",
        wants_credit: bool = False,
    ) -> Suggestion:
        """Take a suggestion in; `record` is that of a report, or a type and a colon for something new.

        Raises MemberError with what keeps it from being taken: it is empty or far too long, there
        are too many, or the member is blocked.
        """
        fields_of(record)  # raises
        present: Body = {}
        if id_of(record):
            wrong = checked("wrong", wrong)
            present = await self._present(guild, record)
        now = self._clock.now()
        suggestion = Suggestion(
            id=0,
            guild=guild,
            author=author,
            record=record,
            wrong=wrong if id_of(record) else "",
            fields=checked_fields(record, fields, present),
            source=checked("source", source),
            wants_credit=wants_credit,
            at=now,
        )
        async with self._database.write() as connection:
            suggestions = Suggestions(connection)
            await _refuse(Desks(connection), suggestions, guild, author, now)
            return await suggestions.add(suggestion)

    async def next(self, guild: int, after: int = 0) -> Review | None:
        """Give the oldest open suggestion that came after another; None if there is none."""
        async with self._database.read() as connection:
            found = await Suggestions(connection).open(guild, 1, after)
        return await self.review(found[0]) if found else None

    async def count(self, guild: int) -> int:
        """Count the suggestions of a server that wait for a decision."""
        async with self._database.read() as connection:
            return await Suggestions(connection).count_open(guild)

    async def get(self, guild: int, id_: int) -> Suggestion:
        """Give a suggestion of a server; raises MemberError if it is gone."""
        async with self._database.read() as connection:
            found = await Suggestions(connection).get(guild, id_)
        if found is None:
            raise MemberError(_GONE)
        return found

    async def open(self, guild: int, id_: int) -> Suggestion:
        """Give a suggestion that waits for a decision; raises DecidedError, or MemberError if it is gone."""
        suggestion = await self.get(guild, id_)
        if suggestion.state is not SuggestionState.OPEN:
            raise DecidedError(suggestion)
        return suggestion

    async def review(self, suggestion: Suggestion) -> Review:
        """Give all that an editor needs to decide."""
        return await self._comparing.review(suggestion)

    async def alike(self, suggestion: Suggestion) -> tuple[Suggestion, ...]:
        """Give other open suggestions that may be of the same, be it open itself or decided."""
        return await self._comparing.alike(suggestion)

    def named_source(self, suggestion: Suggestion) -> NamedSource:
        """Give the source that a member named: a known one, or one that is still to be made."""
        return self._comparing.source(suggestion)

    def name_of(self, suggestion: Suggestion) -> str:
        """Give what the record is called that a suggestion is about, or its id if it is not shown."""
        return self._comparing.name_of(suggestion)

    async def approve(
        self, guild: int, id_: int, editor: int, *, seen: int
    ) -> tuple[Suggestion, Revision]:
        """Publish a suggestion as it is; `seen` is the number of the revision that the editor saw.

        Raises FaultyError, StaleError if the record was changed since, DecidedError if another
        editor came first, and MemberError if it only says what is wrong, or names no good source.
        """
        async with self._turn:
            suggestion = await self.open(guild, id_)
            draft = await self._draft(suggestion, editor, seen)
            if self._comparing.source(suggestion).doubt is not None:
                raise MemberError(_DOUBTFUL)
            revision = await self._drafting.publish_unkept(
                draft, note=_note(suggestion), credit=_credit(suggestion)
            )
            return await self._approved(suggestion, editor, revision), revision

    async def take_up(self, guild: int, id_: int, editor: int) -> Draft:
        """Go on with the editor's draft of a suggestion, or begin one; publishing it approves that."""
        suggestion = await self.open(guild, id_)
        if is_report(suggestion):
            return await self._drafting.take_up(
                guild,
                editor,
                suggestion.record,
                lambda body: {**body, **said(suggestion)},
                suggestion.id,
            )
        draft = await self._draft(suggestion, editor, 0)
        type_ = type_of(suggestion.record)
        return await self._drafting.add(guild, editor, type_, draft.body, suggestion=suggestion.id)

    async def publish(self, draft: Draft) -> tuple[Revision, Suggestion | None]:
        """Publish a draft, and approve the suggestion that it took up.

        Raises DecidedError if that is not open any more, and as `Drafting.publish` does.
        """
        async with self._turn:
            suggestion = await self._taken_up(draft)
            if suggestion is None:
                return await self._drafting.publish(draft), None
            revision = await self._drafting.publish(
                draft, note=_note(suggestion), credit=_credit(suggestion)
            )
            return revision, await self._approved(suggestion, draft.author, revision)

    async def reject(self, guild: int, id_: int, editor: int, reason: str) -> Suggestion:
        """Decline a suggestion; the member reads the reason. Raises DecidedError as `approve` does."""
        told = " ".join(checked("reason", reason).split())
        async with self._database.write() as connection:
            return await Suggestions(connection).decide(
                guild,
                id_,
                SuggestionState.REJECTED,
                by=editor,
                now=self._clock.now(),
                reason=told,
            )

    async def approved_with(self, revision: Revision | None) -> Suggestion | None:
        """Give the suggestion that a revision came of, if its member is still known."""
        if revision is None:
            return None
        async with self._database.read() as connection:
            found = await Suggestions(connection).of_revision(revision.guild, revision.id)
        return None if found is None or found.author is None else found

    async def reopen(self, guild: int, id_: int, revision: int) -> Suggestion:
        """Let a suggestion wait again whose approval, with that revision, was taken back.

        Raises DecidedError if another decision was made since.
        """
        async with self._database.write() as connection:
            return await Suggestions(connection).reopen(guild, id_, revision)

    async def untold(self, author: int) -> list[Suggestion]:
        """Give what a member has suggested and not heard the outcome of."""
        async with self._database.read() as connection:
            return await Suggestions(connection).untold(author)

    async def told(self, suggestions: Sequence[Suggestion]) -> None:
        """Note that members have heard what became of these."""
        if suggestions:
            async with self._database.write() as connection:
                await Suggestions(connection).told([each.id for each in suggestions])

    async def _present(self, guild: int, record: str) -> Body:
        body, _ = await self._revising.present(guild, record)
        if body is None:
            raise MemberError(_NOT_SHOWN)
        return body

    async def _draft(self, suggestion: Suggestion, editor: int, seen: int) -> Draft:
        """Give what a suggestion would publish; raises StaleError and MemberError as `approve` does."""
        body: Body | None = None
        if is_report(suggestion):
            body, number = await self._revising.present(suggestion.guild, suggestion.record)
            if number != seen:
                raise StaleError(suggestion.record, None)
        draft = self._comparing.draft(suggestion, body, seen, editor)
        if draft is None:
            raise MemberError(_NOT_SHOWN if body is None else _NOTHING_TO_PUBLISH)
        return draft

    async def _taken_up(self, draft: Draft) -> Suggestion | None:
        if draft.suggestion is None:
            return None
        async with self._database.read() as connection:
            found = await Suggestions(connection).get(draft.guild, draft.suggestion)
        if found is not None and found.state is not SuggestionState.OPEN:
            raise DecidedError(found)
        return found

    async def _approved(
        self, suggestion: Suggestion, editor: int, revision: Revision
    ) -> Suggestion:
        """Note that it was published; what another process decided in that moment stands."""
        try:
            async with self._database.write() as connection:
                return await Suggestions(connection).decide(
                    suggestion.guild,
                    suggestion.id,
                    SuggestionState.APPROVED,
                    by=editor,
                    now=self._clock.now(),
                    revision=revision.id,
                )
        except DecidedError as error:
            return error.present


async def _refuse(
    desks: Desks, suggestions: Suggestions, guild: int, author: int, now: dt.datetime
) -> None:
    if await desks.is_blocked(guild, author):
        raise MemberError(_BLOCKED)
    lately = await suggestions.of_author_since(guild, author, now - _DAY)
    if len(lately) >= MOST_IN_A_DAY:
        raise MemberError(_TOO_MANY.format(wait="a day"))
    if sum(each.at > now - _HOUR for each in lately) >= MOST_IN_AN_HOUR:
        raise MemberError(_TOO_MANY.format(wait="an hour"))
    if await suggestions.count_open(guild) >= MOST_OPEN:
        raise MemberError(_FULL)


def _credit(suggestion: Suggestion) -> int | None:
    return suggestion.author if suggestion.wants_credit else None


def _note(suggestion: Suggestion) -> str:
    return f"suggestion {suggestion.id}"
