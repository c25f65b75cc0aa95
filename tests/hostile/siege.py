"""Gives hostile texts and files to all that takes some, and looks whether anything gives way."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.bootstrap.editing import newsroom_of
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.checking import problems_of, record_of
from bot.catalogue.records import RecordError
from bot.domain.errors import MemberError
from bot.domain.ports import Clock
from bot.domain.revisions import Body, RecordType, Value
from bot.services.answers import Answering, Setting
from bot.services.catalogues import Catalogues
from bot.services.editing.sections import LAYOUTS, Section, filled_in
from bot.services.editing.suggested import FIELDS
from bot.services.reloading import Reloading
from bot.settings import ROOT
from bot.storage.database import Database
from bot.storage.drafts import Drafts
from bot.storage.revisions import Revisions
from bot.storage.suggestions import Suggestions
from bot.ui import importing as shown, suggesting
from tests.benchmarks.stalls import Beats, idle
from tests.catalogue.bodies import TRAPS
from tests.services.editing.imports import handed

from .files import file
from .harmless import EDITOR, MEMBER
from .onlooker import Onlooker, typed
from .texts import text

WORST = 50.0
"""Milliseconds for which nothing may keep the loop from its other work, beside an idle loop."""
_AGAIN = 3  # times that what seems to stall is tried again: the machine may have been busy
_IDLE = 2.0  # seconds
_TYPES: Sequence[RecordType] = ("event", "person", "topic", "place", "source")
_SUGGESTED: Sequence[RecordType] = ("event", "person", "topic")

_Attack: TypeAlias = Callable[[int], Awaitable[str]]
"""Attacks a server; gives how it ended."""


@dataclass(slots=True)
class Report:
    """What came of a siege: how each attack ended, and the longest stalls, in milliseconds.

    `shown` are the messages and forms that were looked at, `measured` the attacks during which the
    loop was seen to go on.
    """

    ended: Counter[str] = field(default_factory=Counter[str])
    shown: int = 0
    measured: int = 0
    idle: float = 0.0
    longest: float = 0.0
    stalls: list[str] = field(default_factory=list[str])

    @property
    def limit(self) -> float:
        """The longest that an attack may keep the loop from its other work, an idle one's included."""
        return WORST + self.idle

    @property
    def told(self) -> list[str]:
        """What is printed of it."""
        return [
            *(f"  {ended:<16} {number:>6,}" for ended, number in sorted(self.ended.items())),
            f"{self.shown:,} messages and forms that the bot showed of them were sound",
            f"limit {self.limit:.0f} ms: {WORST:.0f} ms beside the {self.idle:.0f} ms of an idle loop",
            f"longest stall {self.longest:.0f} ms, the least of up to {1 + _AGAIN} tries of an attack",
            *(self.stalls or ["none above the limit"]),
        ]


class Siege:
    """Attacks the services of a newsroom; each attack is of a server of its own."""

    def __init__(self, database: Database, clock: Clock, pack: Catalogue) -> None:
        self._database = database
        self._catalogues = Catalogues(pack)
        setting = Setting(clock=clock, zone=ZoneInfo("UTC"), rng=Random(1))
        newsroom = newsroom_of(
            database=database,
            clock=clock,
            catalogues=self._catalogues,
            answering=Answering(self._catalogues, setting),
            reloading=Reloading(ROOT / "content", self._catalogues, clock),
        )
        self._importing = newsroom.importing
        self._drafting = newsroom.drafting
        self._suggesting = newsroom.suggesting
        self._onlooker = Onlooker(newsroom)
        self._guild = 0
        self._shown = 0

    async def lay(self, seeds: Sequence[int]) -> Report:
        """Make an attack for each seed; raises whatever an attack makes the services raise."""
        report = Report(idle=(await idle(_IDLE)).worst)
        kinds = (self._upload, self._upload, self._draft, self._suggest, self._record)
        for seed in seeds:
            prepare = kinds[seed % len(kinds)]
            what = f"{prepare.__name__[1:]} of seed {seed}"
            attack = prepare(Random(seed))
            ended, late = await self._measured(attack, what)
            report.ended[f"{prepare.__name__[1:]} {ended}"] += 1
            report.measured += late != 0
            for _ in range(_AGAIN):
                if late <= report.limit:
                    break
                late = min(late, (await self._measured(attack, what))[1])
            report.longest = max(report.longest, late)
            if late > report.limit:
                report.stalls.append(f"{late:.0f} ms: {what}")
        report.shown = self._shown
        return report

    async def _measured(self, attack: _Attack, what: str) -> tuple[str, float]:
        """Attack a server that nobody has attacked; gives how it ended, and the longest stall."""
        self._guild += 1
        beats = Beats()
        try:
            ended = await beats.during(attack(self._guild))
            self._shown += self._onlooker.look()
        except Exception as error:
            error.add_note(what)
            raise
        return ended, beats.worst

    def _upload(self, random: Random) -> _Attack:
        """Upload a file, look at what it would do, and apply it if it can be."""
        name, data = file(random)
        return lambda guild: self._uploaded(guild, name, data)

    async def _uploaded(self, guild: int, name: str, data: bytes) -> str:
        plan = await self._importing.plan(guild, EDITOR, name, handed(data))
        view, files = shown.summary(plan, await asyncio.to_thread(shown.told, plan))
        await self._onlooker.saw(view)
        for each in files:
            each.close()
        assert await self._revisions(guild) == 0
        if not plan.id:
            return "refused" if plan.errors else "empty"
        saved = await self._importing.apply(guild, EDITOR, plan.id)
        assert isinstance(saved, list)
        assert len(saved) == plan.total == await self._revisions(guild)
        made = self._catalogues.overlaid(guild)
        assert made.left_out == ()
        await self._onlooker.saw(shown.applied(saved))
        await self._onlooker.changed(saved)
        return "taken"

    def _draft(self, random: Random) -> _Attack:
        """Type into a form of a draft, look at what is wrong, and publish it if nothing is."""
        type_ = random.choice(_TYPES)
        body = _body(random, type_)
        [section] = random.sample(LAYOUTS[type_].sections, 1)
        fields = [each.name for each in section.fields]
        chosen = random.sample(fields, random.randrange(1, len(fields) + 1))
        form = {name: text(random) for name in chosen}
        return lambda guild: self._drafted(guild, type_, body, section, form)

    async def _drafted(
        self,
        guild: int,
        type_: RecordType,
        body: Body,
        section: Section,
        form: Mapping[str, str],
    ) -> str:
        draft = await self._drafting.add(guild, EDITOR, type_, body)
        draft = await self._drafting.change(
            draft, lambda kept: filled_in(kept, section, typed(form))
        )
        async with self._database.read() as connection:
            assert await Drafts(connection).get(guild, draft.id) == draft
        await self._onlooker.draft(draft, next(iter(form.values())))
        try:
            revision = await self._drafting.publish(draft)
        except MemberError as error:
            assert await self._revisions(guild) == 0
            await self._onlooker.refused(error, form)
            sound = await self._drafting.add(guild, EDITOR, type_, body)
            await self._onlooker.late(draft, await self._drafting.publish(sound))
            return "refused"
        assert await self._revisions(guild) == 1
        await self._onlooker.published(revision)
        await self._onlooker.late(draft, revision)
        assert self._catalogues.overlaid(guild).left_out == ()
        return "taken"

    def _suggest(self, random: Random) -> _Attack:
        """Suggest something, as a member."""
        type_ = random.choice(_SUGGESTED)
        fields = {name: f"{random.choice(TRAPS)} 1941" for name in FIELDS[type_]}
        fields[random.choice(FIELDS[type_])] = text(random)
        source = f"A book: {text(random)}"[:400]
        return lambda guild: self._suggested(guild, f"{type_}:", fields, source)

    async def _suggested(
        self, guild: int, record: str, fields: Mapping[str, str], source: str
    ) -> str:
        try:
            taken = await self._suggesting.take(guild, MEMBER, record, fields=fields, source=source)
        except MemberError as error:
            assert await self._count(guild) == 0
            labels = suggesting.labels(record.partition(":")[0])
            await self._onlooker.refused(error, {**fields, "source": source}, labels)
            return "refused"
        async with self._database.read() as connection:
            kept = await Suggestions(connection).get(guild, taken.id)
        assert kept == taken
        await self._onlooker.review(taken)
        await self._onlooker.outcome(
            await self._suggesting.reject(guild, taken.id, EDITOR, f"It says: {source}"[:400])
        )
        return "taken"

    def _record(self, random: Random) -> _Attack:
        """Make a record of a body of anything, in a thread as an import does."""
        type_ = random.choice(_TYPES)
        body = _body(random, type_)
        for name in random.sample((*body, "unknown", text(random, 100)), random.randrange(1, 3)):
            body[name] = _value(random, 4)

        async def recorded(_: int) -> str:
            is_sound = await asyncio.to_thread(self._is_sound, type_, body)
            return "taken" if is_sound else "refused"

        return recorded

    def _is_sound(self, type_: RecordType, body: Body) -> bool:
        try:
            record = record_of(type_, body)
        except RecordError:
            return False
        pack = self._catalogues.pack
        problems = problems_of(record, pack.contents, search=pack.search)
        return all(problem.warning for problem in problems)

    async def _revisions(self, guild: int) -> int:
        async with self._database.read() as connection:
            return await Revisions(connection).count(guild)

    async def _count(self, guild: int) -> int:
        async with self._database.read() as connection:
            return await Suggestions(connection).count_open(guild)


def _body(random: Random, type_: RecordType) -> dict[str, Value]:
    """Give a sound body, so that one hostile field is all that is wrong with it."""
    name = f"Something {random.randrange(10**6)}"
    entry: dict[str, Value] = {"importance": "2", "sources": ["beevor-1998"]}
    match type_:
        case "event":
            return {**entry, "title": name, "date": "1941-06-22", "text": "So.", "kind": "war"}
        case "person":
            return {**entry, "name": name, "text": "So."}
        case "topic":
            sections = "## One\n\nText."
            return {
                **entry,
                "title": name,
                "period": "1941",
                "summary": "So.",
                "sections": sections,
            }
        case "place":
            return {"name": name, "latitude": "1", "longitude": "2"}
        case "source":
            return {"title": name, "kind": "book", "trust": "Some."}


def _value(random: Random, depth: int) -> Value:
    """Give any value that a body may hold, however odd."""
    kind = random.randrange(6) if depth else 0
    if kind == 1:
        return [_value(random, depth - 1) for _ in range(random.choice((0, 1, 12)))]
    if kind == 2:
        return {text(random, 50): _value(random, depth - 1) for _ in range(3)}
    if kind == 3:
        return [text(random, 100)] * random.choice((1, 5_000))
    if kind == 4:
        return _nested(random.choice((5, 50)))
    return text(random, 100_000)


def _nested(depth: int) -> Value:
    value: Value = "x"
    for _ in range(depth):
        value = [value]
    return value
