"""What keeps a daily post from coming, and the remedy, in sentences for moderators."""

from discord import ui

from bot.domain.feeds import Feed, Plan
from bot.domain.troubles import Problem, Trouble
from bot.domain.words import join

from . import daily_texts, texts
from .controls import button
from .layout import note, rows, sealed
from .markup import plain

_SENTENCES = {
    Problem.NO_CHANNEL: texts.TROUBLE_NO_CHANNEL,
    Problem.NO_SERVER: texts.TROUBLE_NO_SERVER,
    Problem.NEEDS_TAG: texts.TROUBLE_NEEDS_TAG,
    Problem.UNKNOWN_TAG: texts.TROUBLE_UNKNOWN_TAG,
    Problem.NO_ROLE: texts.TROUBLE_NO_ROLE,
    Problem.ARCHIVED: texts.TROUBLE_ARCHIVED,
    Problem.ZONE: texts.TROUBLE_ZONE,
    Problem.REFUSED: texts.TROUBLE_REFUSED,
    Problem.FAULT: texts.TROUBLE_FAULT,
}


def sentence(trouble: Trouble, plan: Plan) -> str:
    """Say what is wrong and what a moderator can do about it."""
    if trouble.problem is Problem.PERMISSIONS:
        return _permissions(trouble.about, plan)
    return _SENTENCES[trouble.problem].format(
        channel=channel(plan), zone=plain(plan.zone, 100), code=", ".join(trouble.about)
    )


def shortcoming(trouble: Trouble, plan: Plan) -> str:
    """Say likewise what is wrong where posts come all the same, and without what they come."""
    missing = [daily_texts.SHORT_OF[name] for name in trouble.about if name in daily_texts.SHORT_OF]
    without = join(missing or [daily_texts.SHORT_OF_PING], "or")
    return daily_texts.SHORTCOMING.format(trouble=sentence(trouble, plan), without=without)


def briefly(trouble: Trouble) -> str:
    """Say in a few words what is wrong."""
    names = join([permission(name) for name in trouble.about])
    return daily_texts.TROUBLES_BRIEFLY[trouble.problem].format(permissions=names)


def telling(feed: Feed, trouble: Trouble, *, server: str | None = None) -> ui.LayoutView:
    """Tell moderators that a feed has stopped, and why; `server` is its name, in a direct message."""
    form = texts.TELL if server is None else texts.TELL_IN_PRIVATE
    text = form.format(
        number=feed.number,
        time=f"{feed.plan.at:%H:%M}",
        channel=channel(feed.plan),
        server=plain(server or "", 210),
        trouble=sentence(trouble, feed.plan),
    )
    check = button(texts.CHECK_AGAIN, "daily", "check", feed.id)
    return sealed([note(text), *rows(None, [check])])


def noted(text: str) -> Trouble | None:
    """Read a trouble from the note of a delivery; None where that tells something else."""
    try:
        return Trouble.parse(text)
    except ValueError:
        return None


def permission(name: str) -> str:
    """Give a permission's name in Discord's settings for its name in discord.py."""
    return texts.PERMISSIONS.get(name) or name.replace("_", " ").title()


def channel(plan: Plan) -> str:
    """Write the channel of a plan so that it can be pressed."""
    return f"<#{plan.channel}>"


def _permissions(missing: tuple[str, ...], plan: Plan) -> str:
    needed = texts.TROUBLE_PERMISSIONS.format(
        permissions=join([f"**{permission(name)}**" for name in missing]),
        channel=channel(plan),
        them="it" if len(missing) == 1 else "them",
    )
    return f"{needed} {texts.TROUBLE_MENTION}" if "mention_everyone" in missing else needed
