"""Permissions, computed as Discord does."""

import pytest

from bot.playground import Overwrite, Permission
from bot.playground.permissions import ALL, in_channel, in_guild
from bot.playground.state import Channel, ChannelType, Guild, Member, Role, Thread, User

VIEW, SEND, EMBED = Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES, Permission.EMBED_LINKS
OWNER, PERSON = "1", "2"
EVERYONE, FIRST, SECOND = "10", "11", "12"


def guild(*, first: int = 0, second: int = 0) -> Guild:
    held = {EVERYONE: VIEW | SEND | EMBED, FIRST: first, SECOND: second}
    roles = {id_: Role(id=id_, name=id_, permissions=of) for id_, of in held.items()}
    people = [User(id=id_, username=id_, display=id_) for id_ in (OWNER, PERSON)]
    members = {one.id: Member(user=one, roles=[FIRST, SECOND]) for one in people}
    return Guild(id=EVERYONE, name="g", owner_id=OWNER, roles=roles, members=members)


def everyone(*, deny: int) -> Overwrite:
    return Overwrite(id=EVERYONE, deny=deny)


@pytest.mark.parametrize(
    ("overwrites", "expected"),
    [
        ((), VIEW | SEND | EMBED),
        ((everyone(deny=SEND),), VIEW),
        ((everyone(deny=VIEW),), 0),
        ((everyone(deny=EMBED),), VIEW | SEND),
        ((everyone(deny=SEND), Overwrite(id=FIRST, allow=SEND)), VIEW | SEND | EMBED),
        ((Overwrite(id=FIRST, allow=SEND), Overwrite(id=SECOND, deny=SEND)), VIEW | SEND | EMBED),
        ((Overwrite(id=FIRST, allow=SEND), Overwrite(id=PERSON, member=True, deny=SEND)), VIEW),
        ((everyone(deny=VIEW), Overwrite(id=PERSON, member=True, allow=VIEW)), VIEW | SEND | EMBED),
        ((Overwrite(id="99", deny=VIEW),), VIEW | SEND | EMBED),
    ],
)
def test_overwrites_go_from_everyone_over_roles_to_the_member(
    overwrites: tuple[Overwrite, ...], expected: int
):
    place = guild()
    channel = Channel(id="5", type=ChannelType.TEXT, name="c", overwrites=overwrites)
    assert in_channel(place, place.members[PERSON], channel) == expected


def test_the_owner_and_administrators_may_do_anything():
    place = guild(second=Permission.ADMINISTRATOR)
    closed = Channel(id="5", type=ChannelType.TEXT, name="c", overwrites=(everyone(deny=VIEW),))
    assert in_guild(place, place.members[OWNER]) == ALL
    assert in_channel(place, place.members[PERSON], closed) == ALL


def test_roles_add_up():
    place = guild(first=Permission.MANAGE_MESSAGES, second=Permission.PIN_MESSAGES)
    held = in_guild(place, place.members[PERSON])
    assert held & Permission.MANAGE_MESSAGES
    assert held & Permission.PIN_MESSAGES


def test_a_thread_has_the_permissions_of_its_channel():
    place = guild()
    parent = Channel(id="5", type=ChannelType.TEXT, name="c", overwrites=(everyone(deny=SEND),))
    place.channels["5"] = parent
    thread = Channel(
        id="6",
        type=ChannelType.PUBLIC_THREAD,
        name="t",
        parent_id="5",
        thread=Thread(owner_id=PERSON, created_at=""),
    )
    assert in_channel(place, place.members[PERSON], thread) == VIEW


def test_a_thread_has_a_permission_of_its_own_to_write_there():
    """Without it the permissions that go with writing are gone, and with it they stay."""
    place = guild(second=Permission.SEND_MESSAGES_IN_THREADS)
    closed = (everyone(deny=SEND),)
    place.channels["5"] = Channel(id="5", type=ChannelType.TEXT, name="c", overwrites=closed)
    thread = Channel(
        id="6",
        type=ChannelType.PUBLIC_THREAD,
        name="t",
        parent_id="5",
        thread=Thread(owner_id=PERSON, created_at=""),
    )
    held = in_channel(place, place.members[PERSON], thread)
    assert held == VIEW | EMBED | Permission.SEND_MESSAGES_IN_THREADS
    assert in_channel(place, place.members[PERSON], place.channels["5"]) & EMBED == 0
