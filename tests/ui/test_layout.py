"""Messages are sealed, and lists of names say how many they leave out."""

import pytest
from hypothesis import given, strategies as st

from bot.ui.controls import button, custom_id, menu
from bot.ui.layout import listing, note, rows, sealed


async def test_a_sealed_view_is_finished_so_that_discord_py_never_stores_it():
    assert sealed([note("text")]).is_finished()


@pytest.mark.parametrize(
    ("names", "limit", "text"),
    [
        (["Zhukov"], 100, "Zhukov"),
        (["Zhukov", "Paulus", "Chuikov"], 100, "Zhukov, Paulus and Chuikov"),
        (["Zhukov", "Paulus", "Chuikov"], 22, "Zhukov and 2 more"),
        (["Brest, Belarus", "Moscow"], 100, "Brest, Belarus; and Moscow"),
        (["a name longer than the limit"], 5, ""),
        ([], 5, ""),
    ],
)
def test_as_many_names_as_fit_then_how_many_more(names, limit, text):
    assert listing(names, limit) == text


@given(st.lists(st.text(alphabet="ab,", min_size=1, max_size=30), max_size=20), st.integers(0, 200))
def test_a_list_of_names_never_grows_past_its_limit(names, limit):
    assert len(listing(names, limit)) <= limit


def test_rows_leave_out_what_is_empty():
    assert rows(None, []) == []
    assert rows(menu([], "Open"), []) == []


def test_a_custom_id_names_its_route_and_arguments():
    assert custom_id("day", "2026-06-22", 0, "") == "f:day:2026-06-22:0:"
    assert button("22 June", "day", "2026-06-22", 0).custom_id == "f:day:2026-06-22:0"


def test_a_custom_id_over_discords_limit_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="longer than 100 characters"):
        custom_id("day", "x" * 100)
