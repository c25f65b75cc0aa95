"""Memory with an end."""

from bot.playground.keeping import Latest, Store


def test_the_latest_are_kept_by_number():
    kept: Latest[int] = Latest(2, 100)
    for number in range(4):
        kept.add(number, 1)
    assert list(kept) == [2, 3]
    assert (len(kept), kept[0], kept[-1], kept[:1]) == (2, 2, 3, [2])


def test_the_latest_are_kept_by_size_and_the_newest_always():
    kept: Latest[str] = Latest(100, 10)
    kept.add("a", 6)
    kept.add("b", 4)
    assert list(kept) == ["a", "b"]
    kept.add("c", 1)
    assert list(kept) == ["b", "c"]
    kept.add("d", 50)
    assert list(kept) == ["d"]
    kept.add("e", 1)
    assert list(kept) == ["e"]


def test_a_store_forgets_the_oldest():
    store: Store[str] = Store(2, 10)
    for name in "abc":
        store.add(name, name.upper(), 1)
    assert [store.get(name) for name in "abc"] == [None, "B", "C"]
    store.add("d", "D", 9)
    assert [store.get(name) for name in "bcd"] == [None, "C", "D"]
    store.add("e", "E", 50)
    assert [store.get(name) for name in "de"] == [None, "E"]
