"""Makes the posts of feeds, and keeps the latest cards: on a morning thousands of feeds share one."""

import datetime as dt
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from discord import ComponentType, ui
from typing_extensions import override

from bot.catalogue.catalogue import Catalogue
from bot.domain.deliveries import Post
from bot.domain.errors import NotFoundError
from bot.services.answers import Answers

from .controls import custom_id
from .dates import day_name
from .post import mention, post_view, thread_name

KEPT = 64  # cards; one takes about 20 kB
_Component = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Card:
    """A post without its mention and its marker, and the catalogue that it was made from."""

    catalogue: weakref.ref[Catalogue]
    components: Sequence[_Component]
    name: str


class PostMaker:
    """Makes posts; two feeds that tell the same share a card, but for its mention and marker."""

    def __init__(self, answers: Callable[[int], Answers]) -> None:
        self._answers = answers
        self._kept: OrderedDict[Hashable, _Card] = OrderedDict()

    def view(self, post: Post, *, test: bool = False) -> ui.LayoutView:
        """Give the message of a post; raises NotFoundError when none of its entries is left."""
        return _Ready(_own(self._card(post, test=test).components, post))

    def thread_name(self, post: Post) -> str:
        """Name the thread of a post, in at most 100 characters."""
        try:
            return self._card(post, test=False).name
        except NotFoundError:
            return day_name(post.on.month, post.on.day)

    def _card(self, post: Post, *, test: bool) -> _Card:
        key = (*_told_by(post), test)
        here = self._answers(post.feed.guild)
        kept = self._kept.pop(key, None)
        # Another server's catalogue, or one loaded anew, may tell otherwise of all that it names.
        if kept is None or kept.catalogue() is not here.catalogue:
            kept = self._made(here, post, test=test)
        self._kept[key] = kept
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return kept

    def _made(self, here: Answers, post: Post, *, test: bool) -> _Card:
        plan = post.feed.plan
        told = here.picker.selection(plan, post.on, post.entries)
        if not told.items:
            raise NotFoundError("The entries of this post are no longer in the content.")
        view = post_view(
            told,
            post.on,
            style=plan.style,
            details=here.lookup.details,
            marker="",
            late=post.late,
            test=test,
        )
        return _Card(weakref.ref(here.catalogue), _components(view), thread_name(told, post.on))


def _told_by(post: Post) -> tuple[Hashable, ...]:
    """Give all of a post and its plan that its card depends on."""
    plan = post.feed.plan
    day: dt.date = post.on
    return (day, post.entries, post.late, plan.style, plan.filters, plan.leap_day, plan.on_empty)


class _Ready(ui.LayoutView):
    """A view that is made already; like any sealed one it is never stored."""

    def __init__(self, components: list[_Component]) -> None:
        super().__init__(timeout=None)
        self._components = components
        self.stop()

    @override
    def to_components(self) -> list[_Component]:
        """Give the components as they were made."""
        return self._components

    @override
    def has_components_v2(self) -> bool:
        """Tell discord.py to send it as Components V2."""
        return True


class _View(Protocol):
    """A view with the types that discord.py leaves out."""

    def to_components(self) -> list[_Component]:
        """Give the components as Discord takes them."""
        ...


def _components(view: _View) -> list[_Component]:
    return view.to_components()


def _own(components: Sequence[_Component], post: Post) -> list[_Component]:
    """Give the components of one post: with its mention, and its marker in the menu."""
    role = post.feed.plan.role
    above = [] if role is None else [_text(mention(role))]
    return [*above, *(_marked(each, post.marker) for each in components)]


def _text(content: str) -> _Component:
    return {"type": ComponentType.text_display.value, "content": content}


def _marked(component: _Component, marker: str) -> _Component:
    inside: Sequence[Mapping[str, Any]] = component.get("components", ())
    if not inside or inside[0]["type"] != ComponentType.select.value:
        return component
    return component | {"components": [{**inside[0], "custom_id": custom_id("open", marker)}]}
