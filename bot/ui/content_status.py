"""How a server's content stands: its pack, what it changed, what waits, and who is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.catalogue.overlay import LeftOut, Overlaid
from bot.domain.entries import Pack
from bot.domain.revisions import Desk, id_of
from bot.domain.words import join, plural
from bot.services.editing.drifting import Drift
from bot.services.editing.editors import Waiting
from bot.services.editing.hidden import Hidden
from bot.services.editing.records import records_of
from bot.services.reloading import PackStatus

from . import looking_texts as texts, theme
from .dates import timestamp
from .editing_shown import seen
from .layout import box, sealed
from .markup import plain
from .post import mention
from .troubles import permission

_MOST_FAULTS = 5
_MOST_BENEATH = 5
_MOST_HIDDEN = 5
_LONGEST_NAME = 80
_LONGEST = 200
_NEEDED = ("view_channel", "send_messages")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that a status tells of a server."""

    pack: Pack
    files: PackStatus
    server: Overlaid
    hidden: Sequence[Hidden]
    drifted: Sequence[Drift]
    waiting: Waiting
    desk: Desk


def status_card(state: State, guild: discord.Guild | None) -> ui.LayoutView:
    """Give the status of a server's content."""
    parts = [
        "\n".join([texts.STATUS, *_of_pack(state.pack, state.files)]),
        "\n".join(_of_server(state)),
        "\n".join(_of_desk(state.desk, guild)),
    ]
    return sealed([box(parts, theme.LIST)])


def channel_trouble(guild: discord.Guild | None, channel: int) -> str:
    """Say what keeps changes from being told in a channel, as far as the client knows; else nothing."""
    if guild is None or guild.unavailable:
        return ""
    found = guild.get_channel(channel)
    if found is None:
        return texts.NO_CHANNEL
    held = found.permissions_for(guild.me)
    missing = [permission(name) for name in _NEEDED if not getattr(held, name)]
    if not missing:
        return ""
    names = join([f"**{name}**" for name in missing])
    them = "it" if len(missing) == 1 else "them"
    return texts.LACKING.format(permissions=names, channel=f"<#{channel}>", them=them)


def is_gone(guild: discord.Guild | None, role: int) -> bool:
    """Whether a role of a server was deleted, as far as the client knows."""
    return guild is not None and not guild.unavailable and guild.get_role(role) is None


def _of_pack(pack: Pack, files: PackStatus) -> Iterator[str]:
    line = texts.STATUS_PACK.format(title=plain(pack.title, 110), version=plain(pack.version, 60))
    yield line + texts.STATUS_LOADED.format(when=timestamp(files.loaded_at, "R"))
    if files.refused_at is None:
        return
    yield texts.STATUS_REFUSED.format(when=timestamp(files.refused_at))
    faults = [str(fault) for fault in files.faults] or [files.trouble]
    yield from _some(
        [texts.STATUS_FAULT.format(fault=_told(each)) for each in faults], _MOST_FAULTS
    )


def _of_server(state: State) -> Iterator[str]:
    named = [each for each in state.hidden if _is_named(each, state.server)]
    gone = [each for each in state.hidden if not _is_named(each, state.server)]
    own = plural(len(state.server.own), "record")
    line = texts.STATUS_CHANGED.format(own=own, hidden=f"{len(gone):,}")
    if gone:
        line += texts.STATUS_HIDDEN.format(names=_hidden(gone))
    yield line
    if named:
        yield texts.STATUS_NAMED.format(count=f"{len(named):,}", names=_hidden(named))
    drafts, suggestions = state.waiting
    line = texts.STATUS_WAITING.format(
        drafts=plural(drafts, "draft"), suggestions=plural(suggestions, "open suggestion")
    )
    yield line + (texts.STATUS_REVIEW if suggestions else "")
    yield from beneath(state.drifted, state.server.left_out, _MOST_BENEATH)


def _is_named(hidden: Hidden, server: Overlaid) -> bool:
    """Whether what is hidden is shown all the same, since entries name it."""
    return id_of(hidden.record) in records_of(hidden.type, server.catalogue.contents)


def _hidden(found: Sequence[Hidden]) -> str:
    names = [plain(each.name, _LONGEST_NAME) for each in found[:_MOST_HIDDEN]]
    if more := len(found) - len(names):
        names.append(texts.STATUS_HIDDEN_MORE.format(count=f"{more:,}"))
    return join(names)


def beneath(drifted: Sequence[Drift], left_out: Sequence[LeftOut], most: int) -> Iterator[str]:
    """Tell what the pack says something else of since, and what cannot be shown; of each so many."""
    if drifted:
        yield texts.STATUS_DRIFTED.format(count=plural(len(drifted), "record"))
        yield from _some([_drift(each).format(record=each.record) for each in drifted], most)
    if left_out:
        yield texts.STATUS_LEFT_OUT
        lines = [
            texts.STATUS_LEFT.format(record=each.record, sentence=_told(each.sentence))
            for each in left_out
        ]
        yield from _some(lines, most)


def _drift(drift: Drift) -> str:
    if drift.is_gone:
        return texts.STATUS_DRIFT_GONE
    return texts.STATUS_DRIFT_HIDDEN if drift.is_hidden else texts.STATUS_DRIFT


def _of_desk(desk: Desk, guild: discord.Guild | None) -> Iterator[str]:
    role = ""
    if desk.editor_role is not None:
        form = texts.STATUS_ROLE_GONE if is_gone(guild, desk.editor_role) else texts.STATUS_ROLE
        role = form.format(role=mention(desk.editor_role))
    yield texts.STATUS_EDITORS.format(role=role)
    if desk.audit_channel is None:
        yield texts.STATUS_AUDIT_NONE
    elif trouble := channel_trouble(guild, desk.audit_channel):
        yield texts.STATUS_AUDIT_TROUBLE.format(trouble=trouble)
    else:
        yield texts.STATUS_AUDIT.format(channel=f"<#{desk.audit_channel}>")


def _some(lines: Sequence[str], most: int) -> list[str]:
    more = len(lines) - most
    return [*lines[:most], texts.MORE.format(count=f"{more:,}")] if more > 0 else list(lines)


def _told(text: str) -> str:
    """Give what a checker says, in so many characters."""
    return seen(text, _LONGEST)
