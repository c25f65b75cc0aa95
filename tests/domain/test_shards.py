"""A share of servers is those on some shards, told by their ids as Discord tells them."""

from bot.domain.shards import ALL, Share

# Of the documentation: (guild_id >> 22) % num_shards.
GUILD = 197038439483310086
SHARD = 46977624770 % 4


def test_a_server_is_on_the_shard_that_discord_says():
    assert GUILD >> 22 == 46977624770
    assert Share(4, frozenset({SHARD})).holds(GUILD)
    assert not Share(4, frozenset({0, 1, 2, 3} - {SHARD})).holds(GUILD)


def test_who_names_no_shards_serves_all_servers():
    for share in (ALL, Share.of(None, None), Share.of(4, None), Share.of(2, (0, 1))):
        assert share.is_all
        assert share.part == 1
        assert share.holds(GUILD)


def test_who_names_some_serves_its_part():
    share = Share.of(4, (1, 3))
    assert not share.is_all
    assert share.part == 0.5
