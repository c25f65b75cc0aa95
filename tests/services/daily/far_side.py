"""A far side of the wire that remembers every post it ever made, and fails as it is told to."""

import datetime as dt
from collections import deque
from dataclasses import dataclass

from bot.domain.deliveries import Posted, Reason
from bot.domain.feeds import Target
from bot.domain.posting import (
    CannotLookError,
    DelayedError,
    DeletedError,
    LostError,
    RefusedError,
    RejectedError,
)
from bot.domain.troubles import Problem, Trouble

MARGIN = dt.timedelta(hours=1)
NONCE_KNOWN = dt.timedelta(minutes=5)
RIDDLE = Trouble(Problem.REFUSED, ("50013",))
FAULTS = {
    "lost before": LostError("503"),
    "lost after": LostError("no answer"),
    "delayed": DelayedError(2.0),
    "refused": RefusedError(RIDDLE),
    "rejected": RejectedError("50035"),
}


@dataclass
class Made:
    """A post as the far side has it."""

    message: int
    feed: int
    marker: str
    nonce: str
    channel: int
    at: dt.datetime
    entries: tuple[str, ...] = ()
    late: bool = False
    deleted: bool = False
    published: bool = False
    pinned: bool = False
    threads: int = 0


class FarSide:
    """Implements Poster; `faults` are what the next sends meet, None for none."""

    def __init__(self, clock):
        self.clock = clock
        self.posts = []
        self.faults: deque[str | None] = deque()
        self.step_faults: deque[str | None] = deque()
        self.troubles = {}
        self.is_up = True
        self.ready = True
        self.readable = True
        self.crowded = False
        self.left = set()
        self.told = []
        self.notices = []
        self.told_rejected = []
        self.told_uncertain = []
        self.told_steps = []
        self.sends = 0
        self.looked = 0

    def is_reachable(self, guild):
        """Whether it is up, and the bot a member."""
        return self.is_up and guild not in self.left

    def is_ready(self):
        """Whether the connection is made."""
        return self.ready

    def is_member(self, guild):
        """Whether the bot is a member, be the server up or not."""
        return guild not in self.left

    def trouble(self, feed):
        """Give the trouble that a test made."""
        return self.troubles.get(feed.id)

    def shortcomings(self, feed):
        """Give none: nothing but posting is missing here."""
        return ()

    async def send(self, post):
        """Post, once for each nonce but in a forum, or fail."""
        self.sends += 1
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and fault != "lost after":
            raise FAULTS[fault]
        posted = self._made(post)
        if fault:
            raise FAULTS[fault]
        return posted

    def _made(self, post):
        now = self.clock.now()
        for made in self.posts:
            is_same = (made.nonce, made.channel) == (post.nonce, post.channel)
            is_known = is_same and post.target is not Target.FORUM
            if is_known and now - made.at <= NONCE_KNOWN:
                if made.deleted:
                    raise DeletedError("10008")
                return Posted(channel=made.channel, message=made.message)
        made = Made(
            message=1000 + len(self.posts),
            feed=post.feed.id,
            marker=post.marker,
            nonce=post.nonce,
            channel=post.channel,
            at=now,
            entries=post.entries,
            late=post.late,
        )
        self.posts.append(made)
        return Posted(channel=made.channel, message=made.message)

    async def find(self, post, since, until, turn):
        """Look through the history, if it can be read, an hour further than asked."""
        self.looked += 1
        await turn()
        if not self.readable:
            raise CannotLookError("no Read Message History")
        if self.crowded:
            raise CannotLookError("too many messages", Reason.CROWDED)
        for made in self.posts:
            is_it = (made.marker, made.channel) == (post.marker, post.channel)
            if is_it and since - MARGIN <= made.at <= until + MARGIN and not made.deleted:
                return Posted(channel=made.channel, message=made.message)
        return None

    def _step(self, posted):
        fault = self.step_faults.popleft() if self.step_faults else None
        if fault is not None:
            raise FAULTS[fault]
        made = next(made for made in self.posts if made.message == posted.message)
        if made.deleted:
            raise DeletedError("10008")
        return made

    async def publish(self, posted):
        """Publish."""
        self._step(posted).published = True

    async def begin_thread(self, post, posted):
        """Begin a thread."""
        self._step(posted).threads = 1
        return posted.message

    async def pin(self, posted):
        """Pin."""
        self._step(posted).pinned = True

    async def unpin(self, posted):
        """Unpin."""
        self._step(posted).pinned = False

    async def tell(self, *feeds):
        """Note who was told of what, and in which notice."""
        self.notices.append({feed.id for feed in feeds})
        self.told += [(feed.id, feed.trouble) for feed in feeds]

    async def tell_rejected(self, feed, days, code):
        """Note who was told of invalid posts."""
        self.told_rejected.append((feed.id, days, code))

    async def tell_uncertain(self, feed, delivery):
        """Note who was told of a delivery that nobody knows of."""
        self.told_uncertain.append((feed.id, delivery.on, delivery.reason))

    async def tell_step(self, feed, step, posts, why):
        """Note who was told of a step that fails."""
        self.told_steps.append((feed.id, step, posts, why))

    async def has_left(self, guild):
        """Whether the server has removed the bot."""
        return guild in self.left
