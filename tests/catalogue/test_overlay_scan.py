"""Looking through a server's own entries one by one finds what the index of a pack would."""

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.catalogue.asking import enough
from bot.catalogue.folding import fold
from bot.catalogue.fulltext import FullText, Paper
from bot.catalogue.interleaving import Interleaving
from bot.catalogue.ranking import TYPES
from bot.catalogue.scan import Scan

WORDS = (
    *("stalingrad", "stalingrat", "stalingard", "stalino", "battle", "battel", "of", "the", "war"),
    *("wars", "warsaw", "zhukov", "schukow", "order", "227", "1942", "winter", "wintr", "uranus"),
    *("uran", "ring", "on", "in", "kurs", "kursk"),
)
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
PAPERS = st.lists(
    st.builds(
        lambda type_, names, text: _paper(type_, *names, text=f"{text}  it was\ntold "),
        st.sampled_from(sorted(TYPES)),
        st.lists(NAMES, min_size=1, max_size=3, unique=True),
        NAMES,
    ),
    max_size=8,
)
TYPED = st.one_of(NAMES, st.text("stalingrdwrofe 12", min_size=1).map(fold).filter(bool))
ASKED = st.sets(st.sampled_from(sorted(TYPES)), min_size=1)


def _paper(type_, *names, text=""):
    return Paper(type_, names, {word for name in names for word in name.split()}, text)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAPERS, st.lists(TYPED, min_size=1, max_size=12), ASKED)
def test_it_finds_what_the_index_finds(papers, queries, types):
    index, scan = FullText(papers), Scan(papers)
    assert len(index) == len(scan) == len(papers)
    for typed in queries:
        words = tuple(dict.fromkeys(typed.split()))
        assert set(scan.like(words, types, 50)) == set(index.like(words, types, 50))
        assert set(scan.near(words, types, 50)) == set(index.near(words, types, 50))
        assert scan.mentioning(words, types, 50) == index.mentioning(words, types, 50)
        assert scan.mentioning(words, types, 1) == index.mentioning(words, types, 1)
        weights = dict.fromkeys(words, 1.0)
        any_of = {rank for _, rank in scan.mentioning_any(weights, types)}
        assert any_of == {rank for _, rank in index.mentioning_any(words, types, 50)}
        assert [*map(scan.holders, words)] == [*map(index.holders, words)]


def test_the_entries_with_most_of_the_words_are_nearest():
    papers = [_paper("event", name) for name in ("winter", "winter war", "kursk")]
    assert Scan(papers).near(["winter", "war"], TYPES, 50) == [1, 0]
    assert Scan(papers).near(["winter", "war"], TYPES, 1) == [1]


@given(st.lists(st.integers(0, 20), max_size=8).map(sorted))
def test_own_numbers_stand_just_before_the_number_that_they_were_placed_before(places):
    order = Interleaving(places)
    own = [(order.of_own(number), True, number) for number in range(len(places))]
    base = [(order.of_base(number), False, number) for number in range(21)]
    merged = sorted(own + base)
    assert [order.split(place) for place, *_ in merged] == [tuple(each) for _, *each in merged]
    assert len({place for place, *_ in merged}) == len(merged)
    for at, place in enumerate(places):
        assert order.of_base(place - 1) < order.of_own(at) < order.of_base(place)


@given(st.sets(st.integers(0, 30)), st.integers(-1, 12))
def test_where_some_are_gone_enough_are_left(gone, limit):
    kept = enough(lambda most: range(31)[: max(most, 0)], limit, gone, lambda rank: rank)
    left = [rank for rank in range(31) if rank not in gone]
    assert kept == left[: len(kept)]
    assert len(kept) >= min(limit, len(left))
