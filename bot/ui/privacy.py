"""What members see about privacy: what is kept, the questions before it is erased, and files."""

import io

import discord
from discord import ui

from bot.storage.erasures import KEPT_FOR

from . import privacy_texts as texts, theme
from .controls import button, custom_id
from .layout import box, note, rows, sealed

ROUTE = "privacy"
MINE, ERASE_ME, ERASE_ME_YES, CANCEL = "mine", "erase-me", "erase-me-yes", "cancel"
SERVER, ERASE_SERVER = "server", "erase-server"
"""What follows the route; `erase-me-yes` and `cancel` are followed by whom they ask."""
NAME = "name"
_NOTED = KEPT_FOR.days
_LONGEST_NAME = 100
_LONGEST_HINT = 40  # of a name, in the small line above its field


def privacy_card(backups: int, *, manages: bool) -> ui.LayoutView:
    """Tell what is kept, where so many daily backups are; who manages a server is offered its data."""
    kept = texts.BACKUPS.format(count=backups) if backups else texts.BACKUPS_NONE
    parts = [box([texts.PRIVACY.format(noted=_NOTED, backups=kept)], theme.LIST)]
    mine = [button(texts.MINE, ROUTE, MINE), _danger(button(texts.ERASE_ME, ROUTE, ERASE_ME))]
    if not manages:
        return sealed([*parts, *rows(None, mine)])
    servers = [
        button(texts.SERVERS, ROUTE, SERVER),
        _danger(button(texts.ERASE_SERVER, ROUTE, ERASE_SERVER)),
    ]
    return sealed([*parts, *rows(None, mine), note(texts.SERVER), *rows(None, servers)])


def handed_over(text: str, name: str, data: bytes) -> tuple[ui.LayoutView, discord.File]:
    """Hand over a file, and say what it holds."""
    file = ui.File[ui.LayoutView](f"attachment://{name}")
    return sealed([note(text), file]), discord.File(io.BytesIO(data), name)


def ask_erase_me(member: int) -> ui.LayoutView:
    """Ask a member before they are erased."""
    yes = _danger(button(texts.ERASE_ME_YES, ROUTE, ERASE_ME_YES, member))
    buttons = [yes, button(texts.CANCEL, ROUTE, CANCEL, member)]
    asked = box([texts.ASK_ERASE_ME.format(noted=_NOTED)], theme.LIST)
    return sealed([asked, *rows(None, buttons)])


def erased_me() -> ui.LayoutView:
    """Say that a member is erased, or was before, as after a second press."""
    return told(texts.ERASED_ME.format(noted=_NOTED))


def erase_server_form(name: str) -> ui.Modal:
    """Ask for the name of a server before it is erased."""
    modal = ui.Modal(title=texts.FORM_TITLE, custom_id=custom_id(ROUTE, ERASE_SERVER))
    modal.add_item(ui.TextDisplay[ui.LayoutView](texts.FORM_TOLD.format(noted=_NOTED)))
    typing = ui.TextInput[ui.LayoutView](
        custom_id=NAME, max_length=_LONGEST_NAME, required=True, placeholder=name
    )
    hint = texts.FORM_HINT.format(name=name[:_LONGEST_HINT])
    modal.add_item(ui.Label(text=texts.FORM_NAME, description=hint, component=typing))
    modal.stop()
    return modal


def is_name(typed: str, name: str) -> bool:
    """Whether somebody typed the name of a server, spaces and capitals aside."""
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def wrong_name(name: str) -> str:
    """Say that something else was typed."""
    return texts.WRONG_NAME.format(name=name)


def told(text: str) -> ui.LayoutView:
    """Say one thing."""
    return sealed([note(text)])


def _danger(made: ui.Button[ui.LayoutView]) -> ui.Button[ui.LayoutView]:
    made.style = discord.ButtonStyle.danger
    return made
