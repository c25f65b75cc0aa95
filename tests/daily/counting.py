"""What came of killing Fasti while it posts, counted on the server's side."""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from typing import Any

PUBLISHED = 1


@dataclasses.dataclass
class Tally:
    """What came of a run, as the server saw it."""

    days: int = 0
    kills: Counter[str] = dataclasses.field(default_factory=Counter)
    troubles: Counter[str] = dataclasses.field(default_factory=Counter)
    doubles: list[Any] = dataclasses.field(default_factory=list)
    misses: list[Any] = dataclasses.field(default_factory=list)
    steps: list[Any] = dataclasses.field(default_factory=list)

    def add(self, other):
        """Take in what came of another run."""
        for field in dataclasses.fields(self):
            mine, others = getattr(self, field.name), getattr(other, field.name)
            setattr(self, field.name, mine + others)

    @property
    def faults(self):
        """Give all that should not have been."""
        return [
            *(("double", *each) for each in self.doubles),
            *(("miss", *each) for each in self.misses),
            *(("step amiss", *each) for each in self.steps),
        ]

    def count(self, world, feeds, on):
        """Count the posts of a date, and look for any of a date that is still to come.

        `feeds` is by id and says what each feed wants of its posts.
        """
        seen = posts_in(world)
        self.days += 1
        for feed, wants in feeds.items():
            posts = seen.get((feed, on), [])
            if len(posts) > 1:
                self.doubles.append((on, wants.name, len(posts)))
            elif not posts:
                self.misses.append((on, wants.name))
            else:
                self._check_steps(world, on, wants, posts[0])
                pinned = [each for (of, _), found in seen.items() if of == feed for each in found]
                self._check_pins(on, wants, [each for each in pinned if each.get("pinned")])
        early = [(day, f"feed {feed}") for feed, day in seen if day > on or feed not in feeds]
        self.doubles += [(day, name, "before its day") for day, name in early]

    def _check_steps(self, world, on, wants, message):
        threads = [each for each in world.channels.values() if each.id == message["id"]]
        made = {
            "publish": bool(message["flags"] & PUBLISHED) is wants.publish,
            "thread": ("thread" in message) is wants.thread,
            "threads": len(threads) == (wants.thread or wants.is_forum),
        }
        self.steps += [(on, wants.name, step) for step, is_right in made.items() if not is_right]

    def _check_pins(self, on, wants, pinned):
        """Look whether the post of this date is pinned, and those of the dates before are not."""
        if len(pinned) != wants.pin or any(date_of(each) != on for each in pinned):
            self.steps.append((on, wants.name, f"{len(pinned)} pinned"))


def posts_in(world):
    """Give all posts of all channels and threads by the feed and date in their markers."""
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for channel in list(world.channels.values()):
        for message in world.messages_in(channel.id).values():
            for key in _keys(message.get("components", [])):
                found[key].append(message)
    return found


def date_of(message):
    """Give the date that a post is for."""
    (key,) = _keys(message["components"])
    return key[1]


def _keys(components):
    for component in components:
        name = str(component.get("custom_id", ""))
        if name.startswith("f:open:"):
            feed, _, on = name.removeprefix("f:open:").partition("-")
            yield int(feed), _date(on)
        yield from _keys(component.get("components", []))


def _date(digits):
    return dt.date.fromisoformat(digits)
