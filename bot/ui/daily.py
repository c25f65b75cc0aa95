"""What moderators see of a daily post: its plan, its preview, and the questions before a change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import discord
from discord import ui
from discord.app_commands import Choice

from bot.domain.deliveries import Delivery
from bot.domain.entries import Entry, Topic
from bot.domain.feeds import Feed, FeedState, Plan, Target
from bot.domain.troubles import Trouble
from bot.domain.words import truncate
from bot.services.daily.foresight import LOOKED_AHEAD, Coming
from bot.services.details import Details

from . import daily_texts as texts, daily_words as words, theme
from .controls import button
from .dates import timestamp
from .layout import Part, box, note, rows, sealed
from .post import mention, post_view
from .troubles import briefly, channel, sentence, shortcoming

ROUTE = "daily"
RECOMMENDED = "read_message_history"
"""The permission without which nobody can tell whether a post whose answer was lost is there."""
_PREVIEW_TITLES = 900
_LIST_TEXT = 3700
_LINE_FILTERS = 160
_SHORT_FILTERS = 60
_MOST_LOST = 3  # that cannot be read and are listed one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a plan names by id: its topics, and the tags of its forum."""

    topics: Sequence[Topic] = ()
    tags: Mapping[int, str] = field(default_factory=dict[int, str])


def feed_card(
    feed: Feed,
    names: Names,
    title: str,
    *,
    coming: Coming | None,
    details: Callable[[Entry], Details],
    above: Sequence[Part] = (),
) -> ui.LayoutView:
    """Give a daily post with its buttons and the preview of what it posts next."""
    card = box(plan_lines(feed, names, title), theme.LIST)
    head: list[Part] = [*above, card, *rows(None, _buttons(feed))]
    if coming is None:
        return sealed(head)
    return _with_preview(head, feed.plan, coming, texts.PREVIEW, details)


def preview_card(feed: Feed, coming: Coming, details: Callable[[Entry], Details]) -> ui.LayoutView:
    """Give what a daily post tells on a date, as it would look."""
    head: list[Part] = []
    if feed.state is FeedState.PAUSED:
        head.append(note(texts.PREVIEW_PAUSED))
    if coming.on.weekday() not in feed.plan.weekdays:
        head.append(note(texts.PREVIEW_NO_DAY.format(days=words.days(feed.plan))))
    return _with_preview(head, feed.plan, coming, texts.PREVIEW_ON, details)


def plan_lines(feed: Feed, names: Names, title: str = texts.FEED_TITLE) -> list[str]:
    """Write the plan of a daily post and how it stands."""
    plan = feed.plan
    lines = [
        texts.FEED_CHANNEL.format(channel=channel(plan), target=texts.TARGETS[plan.target]),
        texts.FEED_TIME.format(time=f"{plan.at:%H:%M}", days=words.days(plan), zone=plan.zone),
        texts.FEED_WHAT.format(
            style=texts.STYLES[plan.style], entries=words.entries(plan, names.topics)
        ),
    ]
    if left_out := words.without(plan):
        lines.append(texts.FEED_WITHOUT.format(kinds=left_out))
    if extras := words.extras(plan, names.tags):
        lines.append(texts.FEED_EXTRAS.format(extras=extras))
    lines.append(texts.FEED_EMPTY.format(on_empty=texts.ON_EMPTY[plan.on_empty]))
    rules = texts.FEED_RULES.format(
        leap_day=texts.LEAP_DAYS[plan.leap_day], grace=words.grace(plan)
    )
    notes = [rules, texts.FEED_PIN] if plan.pin else [rules]
    return [title.format(number=feed.number), "\n".join([*lines, _state(feed)]), "\n".join(notes)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A daily post in the list: what keeps it from posting, a number of its like, its topics."""

    feed: Feed
    trouble: Trouble | None = None
    alike: int | None = None
    topics: Sequence[Topic] = ()


def list_card(listed: Sequence[Listed], unreadable: Sequence[int] = ()) -> ui.LayoutView:
    """Give all daily posts of a server, and the numbers of those that cannot be read."""
    lost = _lost(unreadable)
    if not listed and not lost:
        return sealed([box([texts.FEEDS_TITLE, texts.FEEDS_NONE], theme.LIST)])
    forms = (_line, _short_line)
    written = ("\n".join([*map(form, listed), *lost]) for form in forms)
    shortest = "\n".join([*map(_shortest_line, listed), *lost])
    lines = next((text for text in written if len(text) <= _LIST_TEXT), shortest)
    return sealed([box([texts.FEEDS_TITLE, lines, texts.FEEDS_END], theme.LIST)])


def said(text: str, feed: Feed, below: Sequence[Part] = (), **gaps: str) -> ui.LayoutView:
    """Give a sentence about a daily post; its gaps may name its channel, number and next post."""
    known = {"channel": channel(feed.plan), "number": str(feed.number), **when(feed)}
    return sealed([note(text.format(**(known | gaps))), *below])


def when(feed: Feed) -> dict[str, str]:
    """Give day and time of the next post, for the gaps of a sentence; empty if there is none."""
    if feed.next_at is None or feed.next_on is None:
        return {"day": "", "time": ""}
    time = words.due_time(feed.next_at, feed.next_on, feed.plan)
    return {"day": words.full_day(feed.next_on), "time": time}


def feed_choices(
    feeds: Sequence[Feed], guild: discord.Guild | None, text: str
) -> list[Choice[str]]:
    """Offer a server's daily posts in which the text is; the value is the number."""
    offered: list[Choice[str]] = []
    for feed in feeds:
        found = None if guild is None else guild.get_channel_or_thread(feed.plan.channel)
        label = texts.FEED_LABEL.format(
            number=feed.number,
            channel=f"#{found}" if found else _unseen(feed.plan),
            time=f"{feed.plan.at:%H:%M}",
            zone=feed.plan.zone,
        )
        if text.strip().casefold() in label.casefold():
            offered.append(Choice(name=truncate(label, theme.LABEL), value=str(feed.number)))
    return offered[: theme.CHOICES]


def number_of(feeds: Sequence[Feed], guild: discord.Guild | None, text: str) -> str:
    """Give the number of the only daily post in the channel of that name; else what was typed."""
    name = text.strip().removeprefix("#").casefold()
    if not name or name.isdecimal():
        return text
    found = [feed for feed in feeds if _channel_name(feed, guild) == name]
    return str(found[0].number) if len(found) == 1 else text


def resumed(
    feed: Feed,
    waiting: Delivery | None,
    text: str,
    text_now: str,
    below: Sequence[Part] = (),
) -> ui.LayoutView:
    """Say that it goes on: with what is waiting if anything is, and when it posts next."""
    if waiting is None:
        return said(text, feed, below)
    return said(text_now, feed, below, waiting=words.full_day(waiting.on))


def unchanged(trouble: Trouble, plan: Plan) -> ui.LayoutView:
    """Say what is wrong with a change that was not made."""
    return sealed([note(texts.FEED_UNCHANGED.format(trouble=sentence(trouble, plan)))])


def left_behind(before: Plan, after: Plan, tags: Mapping[int, str]) -> list[Part]:
    """Tell what was dropped since the new channel cannot have it; `tags` are those of the old one."""
    lost = replace(
        before,
        role=None,
        silent=False,
        publish=before.publish and not after.publish,
        thread=before.thread and not after.thread,
        pin=before.pin and not after.pin,
        tags=() if after.tags else before.tags,
    )
    extras = words.extras(lost, tags)
    return [note(texts.FEED_LOST.format(channel=channel(after), extras=extras))] if extras else []


def warnings(
    feed: Feed,
    trouble: Trouble | None,
    *,
    shortcomings: Sequence[Trouble] = (),
    alike: Sequence[Feed] = (),
    is_all_empty: bool = False,
    is_left_out: bool = False,
    is_blind: bool = False,
) -> list[Part]:
    """Give what a moderator had better know about a daily post as it is.

    It `is_blind` where it lacks RECOMMENDED, and could not see whether a post is there.
    """
    lines: list[str] = []
    if trouble is not None and feed.state is not FeedState.BROKEN:
        lines.append(texts.FEED_WARNED.format(trouble=sentence(trouble, feed.plan)))
    lines += [
        texts.FEED_WARNED.format(trouble=shortcoming(each, feed.plan)) for each in shortcomings
    ]
    if is_blind:
        lines.append(texts.FEED_BLIND.format(channel=channel(feed.plan)))
    if alike:
        lines.append(texts.FEED_ALIKE.format(number=alike[0].number))
    if is_all_empty:
        lines.append(texts.FEED_ALL_EMPTY.format(days=LOOKED_AHEAD))
    if is_left_out:
        lines.append(texts.FEED_LEFT_OUT)
    return [note("\n".join(lines))] if lines else []


def ask_discarding(number: int, id_: int) -> ui.LayoutView:
    """Ask once before a daily post that cannot be read is removed."""
    text = texts.FEED_DISCARD.format(number=number)
    return sealed([note(text), *rows(None, [button(texts.REMOVE, ROUTE, "discard", id_)])])


def discarded(number: int) -> ui.LayoutView:
    """Say that a daily post that could not be read is removed."""
    return sealed([note(texts.FEED_DISCARDED.format(number=number))])


def ask_removal(feed: Feed) -> ui.LayoutView:
    """Ask once before a daily post is removed."""
    text = texts.FEED_REMOVE.format(number=feed.number, channel=channel(feed.plan))
    return sealed([note(text), *rows(None, [button(texts.REMOVE, ROUTE, "remove", feed.id)])])


def ask_role(feed: Feed) -> ui.LayoutView:
    """Ask which role is to be pinged."""
    custom_id = button("", ROUTE, "role", feed.id).custom_id or ""
    select = ui.RoleSelect[ui.LayoutView](custom_id=custom_id, placeholder=texts.PING_PLACEHOLDER)
    text = texts.PING_CHOOSE.format(channel=channel(feed.plan))
    return sealed([note(text), ui.ActionRow(select)])


def ask_ping(feed: Feed, role: int) -> ui.LayoutView:
    """Ask for confirmation before a role is pinged with every post."""
    return sealed([*ping_question(feed, role)])


def ping_question(feed: Feed, role: int) -> list[Part]:
    """Give the question and its button."""
    text = texts.PING_CONFIRM.format(role=mention(role), channel=channel(feed.plan))
    return [note(text), *rows(None, [button(texts.PING_YES, ROUTE, "ping", feed.id, role)])]


def pinging(feed: Feed, role: int, shortcomings: Sequence[Trouble]) -> ui.LayoutView:
    """Say that a role is pinged from now on, and what keeps a post from doing so."""
    text = texts.PING_SET.format(role=mention(role), channel=channel(feed.plan))
    return sealed([note(text), *warnings(feed, None, shortcomings=shortcomings)])


def _channel_name(feed: Feed, guild: discord.Guild | None) -> str:
    found = None if guild is None else guild.get_channel_or_thread(feed.plan.channel)
    return "" if found is None else found.name.casefold()


def _unseen(plan: Plan) -> str:
    return texts.ARCHIVED_THREAD if plan.target is Target.THREAD else texts.DELETED_CHANNEL


def _state(feed: Feed) -> str:
    if feed.state is FeedState.PAUSED:
        since = (
            texts.FEED_SINCE.format(when=timestamp(feed.paused_at, "D")) if feed.paused_at else ""
        )
        return texts.FEED_PAUSED.format(since=since)
    if feed.state is FeedState.BROKEN and feed.trouble is not None:
        return texts.FEED_BROKEN.format(trouble=sentence(feed.trouble, feed.plan))
    return texts.FEED_NEXT.format(**when(feed))


def _lost(unreadable: Sequence[int]) -> list[str]:
    if len(unreadable) <= _MOST_LOST:
        return [texts.FEED_LINE_LOST.format(number=number) for number in unreadable]
    ends = {"first": unreadable[0], "last": unreadable[-1]}
    return [texts.FEED_LINES_LOST.format(count=len(unreadable), **ends)]


def _line(listed: Listed) -> str:
    feed, plan = listed.feed, listed.feed.plan
    line = texts.FEED_LINE.format(
        number=feed.number,
        channel=channel(plan),
        time=f"{plan.at:%H:%M}",
        days=words.days(plan),
        zone=plan.zone,
        style=texts.STYLES[plan.style],
        filters=_filtered(listed, _LINE_FILTERS),
        state=_line_state(feed, listed.trouble),
    )
    return (
        line if listed.alike is None else line + texts.FEED_LINE_ALIKE.format(number=listed.alike)
    )


def _filtered(listed: Listed, limit: int) -> str:
    filters = words.filters(listed.feed.plan, listed.topics)
    return texts.FEED_LINE_FILTERS.format(filters=truncate(filters, limit)) if filters else ""


def _line_state(feed: Feed, trouble: Trouble | None) -> str:
    if feed.state is FeedState.BROKEN and (found := trouble or feed.trouble) is not None:
        return texts.FEED_LINE_STOPPED.format(trouble=briefly(found), number=feed.number)
    is_paused = feed.state is FeedState.PAUSED
    state = texts.FEED_LINE_PAUSED if is_paused else texts.FEED_LINE_NEXT.format(**when(feed))
    if trouble is None:
        return state
    return texts.FEED_LINE_WARNED.format(state=state, trouble=briefly(trouble), number=feed.number)


def _short_line(listed: Listed) -> str:
    return _shortest_line(listed) + _filtered(listed, _SHORT_FILTERS)


def _shortest_line(listed: Listed) -> str:
    feed, plan = listed.feed, listed.feed.plan
    is_warned = listed.trouble is not None and feed.state is FeedState.ACTIVE
    return texts.FEED_LINE_SHORT.format(
        number=feed.number,
        channel=channel(plan),
        time=f"{plan.at:%H:%M}",
        zone=plan.zone,
        state=texts.STATE_WARNED if is_warned else texts.STATES[feed.state],
    )


def _buttons(feed: Feed) -> list[ui.Button[ui.LayoutView]]:
    return [
        button(texts.TEST, ROUTE, "test", feed.id),
        button(texts.EDIT, ROUTE, "edit", feed.id),
        button(texts.PING, ROUTE, "roles", feed.id),
    ]


def _with_preview(
    head: list[Part],
    plan: Plan,
    coming: Coming,
    form: str,
    details: Callable[[Entry], Details],
) -> ui.LayoutView:
    """Put a preview under the head, whole if Discord takes that much, else its titles."""
    day = words.coming_day(coming, plan)
    if coming.told is None:
        return sealed([*head, note(texts.PREVIEW_NOTHING.format(day=day))])
    post = post_view(
        coming.told, coming.on, style=plan.style, details=details, marker="preview", role=plan.role
    )
    shown = note(form.format(day=day))
    whole = sealed([*head, shown, *post.children])
    if whole.content_length() <= theme.MESSAGE_TEXT:
        return whole
    titles = words.titles(coming.told, _PREVIEW_TITLES)
    return sealed([*head, shown, note(texts.PREVIEW_SHORT.format(titles=titles))])
