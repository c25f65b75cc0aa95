"""Interactions: what a person did, the token that answers it, and how far the answer has come.

https://discord.com/developers/docs/interactions/receiving-and-responding
"""

import asyncio
from dataclasses import dataclass, field
from enum import IntEnum

from .jsons import Json

ANSWER_WITHIN = 3.0
"""Seconds until the first answer is too late."""
TOKEN_LIVES = 15 * 60.0
"""Seconds for which follow-ups and edits are taken."""


class Kind(IntEnum):
    """What a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How a bot may answer first."""

    PONG = 1
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


_ANY = frozenset({Callback.MESSAGE, Callback.DEFERRED_MESSAGE})
_UPDATES = frozenset({Callback.UPDATE, Callback.DEFERRED_UPDATE})


@dataclass(slots=True, kw_only=True, eq=False)
class Interaction:
    """One interaction; `guest` says the bot is only what the person brought along.

    `created` is on the playground's clock, `begun` on its timer, both in seconds. `source` is
    the message whose component was used, `opener` the interaction whose modal was
    submitted; `lost` says the person has been told that no answer came.
    """

    id: str
    token: str
    kind: Kind
    user_id: str
    channel_id: str
    guild_id: str | None
    created: float
    begun: float
    name: str = ""
    guest: bool = False
    source: Json | None = None
    opener: "Interaction | None" = None
    owners: Json = field(default_factory=dict[str, str])
    callback: Callback | None = None
    data: Json = field(default_factory=Json)
    milliseconds: float | None = None
    loading: bool = False
    ephemeral: bool = False
    original_id: str | None = None
    followups: int = 0
    lost: bool = False
    message_ids: set[str] = field(default_factory=set[str])
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    def allowed_callbacks(self) -> frozenset[Callback]:
        """Give the answers that Discord takes to this kind of interaction."""
        match self.kind:
            case Kind.AUTOCOMPLETE:
                return frozenset({Callback.CHOICES})
            case Kind.COMMAND:
                return _ANY | {Callback.MODAL}
            case Kind.COMPONENT:
                return _ANY | _UPDATES | {Callback.MODAL}
            case Kind.MODAL:
                return _ANY | _UPDATES if self.source is not None else _ANY

    def too_late(self, now: float) -> bool:
        """Whether a first answer would come after the three seconds."""
        return self.lost or now - self.created > ANSWER_WITHIN

    def expired(self, now: float) -> bool:
        """Whether the token has ended."""
        return now - self.created > TOKEN_LIVES

    def settle(self) -> None:
        """Note that the person now sees the outcome."""
        self.loading = False
        self.settled.set()


class Interactions:
    """The interactions whose token still lives, by id and by token."""

    def __init__(self) -> None:
        self._by_id: dict[str, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}

    def add(self, interaction: Interaction) -> None:
        """Keep an interaction, and forget those whose token ended before it began."""
        while self._by_id:
            oldest = next(iter(self._by_id.values()))
            if not oldest.expired(interaction.created):
                break
            del self._by_id[oldest.id], self._by_token[oldest.token]
        self._by_id[interaction.id] = interaction
        self._by_token[interaction.token] = interaction

    def get(self, id_: str) -> Interaction | None:
        """Give the interaction with that id."""
        return self._by_id.get(id_)

    def with_token(self, token: str) -> Interaction | None:
        """Give the interaction with that token."""
        return self._by_token.get(token)
