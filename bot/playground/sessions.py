"""Gateway sessions: who hears of what, and what a session missed while it was away.

https://discord.com/developers/docs/events/gateway#resuming
"""

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntFlag
from itertools import dropwhile
from typing import Protocol

from .jsons import Json
from .snowflakes import shard_of

RECONNECT = 7
INVALID_SESSION = 9
_REPLAYABLE = 2000  # events kept for a session that was cut off
RESUMABLE_FOR = 5 * 60.0
"""Seconds for which a session waits for its bot; Discord does not say how long it does."""


class Intent(IntFlag):
    """What a session asks to hear of.

    https://discord.com/developers/docs/events/gateway#gateway-intents
    """

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
KNOWN_INTENTS = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25


class Wire(Protocol):
    """A live connection, as far as a session needs it."""

    def send(self, text: str) -> None:
        """Put a message on its way."""
        ...

    def close(self, code: int) -> None:
        """End the connection with that code, after what is on its way."""
        ...

    def cut(self) -> None:
        """Drop the connection at once, without a word."""
        ...


@dataclass(slots=True, eq=False)
class Session:
    """One identified session of a bot: it outlives its connection, so that it can be resumed.

    `left_at` is when it lost its connection, in seconds since 1970; `backlog` dispatches at each
    step something that it has still to be told.
    """

    id: str
    shard: tuple[int, int]
    intents: int
    wire: Wire | None = None
    seq: int = 0
    forgotten: int = 0
    left_at: float | None = None
    backlog: Iterator[None] = field(default_factory=lambda: iter(()))
    missed: deque[tuple[int, str]] = field(default_factory=deque[tuple[int, str]])

    def dispatch(self, name: str, data: str) -> None:
        """Tell it of an event, whose data is already JSON."""
        self.seq += 1
        text = f'{{"t":"{name}","s":{self.seq},"op":0,"d":{data}}}'
        self.missed.append((self.seq, text))
        if len(self.missed) > _REPLAYABLE:
            self.forgotten = self.missed.popleft()[0]
        if self.wire is not None:
            self.wire.send(text)

    def left_before(self, moment: float) -> bool:
        """Whether it has had no connection since before that moment."""
        return self.wire is None and self.left_at is not None and self.left_at < moment

    def heard(self, seq: int) -> None:
        """Forget what the bot says it has received."""
        while self.missed and self.missed[0][0] <= seq:
            self.forgotten = self.missed.popleft()[0]

    def since(self, seq: int) -> list[str] | None:
        """Give what came after number `seq`; None if that is no longer known."""
        if not self.forgotten <= seq <= self.seq:
            return None
        return [text for _, text in dropwhile(lambda item: item[0] <= seq, self.missed)]


class Hub:
    """All sessions; hands each event to those that may hear of it, and ends those long left."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.sessions: dict[str, Session] = {}
        self._now = now

    @property
    def connected(self) -> list[Session]:
        """The sessions with a live connection."""
        return [session for session in self.sessions.values() if session.wire is not None]

    def find(self, session_id: str) -> Session | None:
        """Give the session of that id, unless it was left too long ago."""
        self._forget()
        return self.sessions.get(session_id)

    def leave(self, session: Session) -> None:
        """Note that a session has lost its connection."""
        session.wire, session.left_at = None, self._now()
        self._forget()

    def end(self, session: Session) -> None:
        """Forget a session: it cannot be resumed."""
        session.wire = None
        self.sessions.pop(session.id, None)

    def _forget(self) -> None:
        since = self._now() - RESUMABLE_FOR
        for session in [one for one in self.sessions.values() if one.left_before(since)]:
            self.end(session)

    def dispatch(
        self,
        name: str,
        data: Json,
        *,
        guild_id: str | None,
        intent: Intent | None = None,
        altered: Callable[[Session], Json] | None = None,
    ) -> None:
        """Tell the sessions of the guild's shard (shard 0 for a DM) that asked for `intent`.

        `altered` gives what one session is told instead of `data`.
        """
        self._forget()
        text = ""
        for session in self.sessions.values():
            if not _hears(session, guild_id, intent):
                continue
            if altered is not None:
                session.dispatch(name, json.dumps(altered(session)))
                continue
            text = text or json.dumps(data)
            session.dispatch(name, text)

    def reconnect(self) -> None:
        """Ask every connection to come again (op 7)."""
        for session in self.connected:
            _send(session, RECONNECT, None)

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every connection that its session is over (op 9), or may be resumed."""
        for session in self.connected:
            _send(session, INVALID_SESSION, resumable)
            if not resumable:
                self.sessions.pop(session.id)

    def cut(self, *, resumable: bool = True, code: int | None = None) -> None:
        """Cut every connection, with a close code or without a word."""
        for session in self.connected:
            wire = session.wire
            self.leave(session)
            if not resumable:
                self.end(session)
            if wire is not None and code is not None:
                wire.close(code)
            elif wire is not None:
                wire.cut()


def _hears(session: Session, guild_id: str | None, intent: Intent | None) -> bool:
    index, shards = session.shard
    if index != (0 if guild_id is None else shard_of(guild_id, shards)):
        return False
    return intent is None or bool(session.intents & intent)


def _send(session: Session, op: int, data: object) -> None:
    if session.wire is not None:
        session.wire.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))
