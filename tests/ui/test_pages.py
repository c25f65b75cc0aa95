"""Long texts in pages: nothing lost, nothing over the limit."""

from hypothesis import given, strategies as st

from bot.domain.entries import Section
from bot.ui.pages import PAGE, filled, paged

WORDS = st.text(alphabet="abc äß\n", min_size=1, max_size=3000).filter(str.strip)


def words(text):
    return [word for word in text.split() if word != "###"]


def test_short_sections_share_a_page():
    pages = paged([Section(heading="One", text="a"), Section(heading="Two", text="b\n\nc")])
    assert pages == ["### One\na\n\n### Two\nb\n\nc"]


def test_lines_of_a_paragraph_are_joined_and_lists_and_quotes_are_not():
    text = "One line\nand the next.\n\n- an item\n  goes on\n- another\n> a quote\n\nThe end."
    (page,) = paged([Section(heading="One", text=text)])
    assert page == (
        "### One\nOne line and the next.\n\n- an item goes on\n- another\n> a quote\n\nThe end."
    )


def test_a_section_that_does_not_fit_begins_a_page_of_its_own():
    pages = paged(
        [Section(heading="One", text="a " * 800), Section(heading="Two", text="b " * 800)]
    )
    assert [page.split("\n")[0] for page in pages] == ["### One", "### Two"]


def test_a_long_section_is_split_between_paragraphs():
    text = "\n\n".join(["first " * 200, "second " * 200, "third " * 200])
    pages = paged([Section(heading="One", text=text)])
    assert [set(words(page)) - {"One"} for page in pages] == [{"first"}, {"second"}, {"third"}]


@given(st.lists(st.builds(Section, heading=st.just("H"), text=WORDS), min_size=1, max_size=4))
def test_no_page_is_too_long_and_no_letter_is_lost(sections):
    pages = paged(sections)
    assert all(0 < len(page) <= PAGE for page in pages)
    told = "".join("".join(words(page)) for page in pages).replace("H", "")
    assert told == "".join("".join(words(section.text)) for section in sections)


@given(
    st.lists(st.text(alphabet="x", min_size=1, max_size=50), max_size=30),
    st.integers(50, 200),
    st.integers(1, 8),
)
def test_blocks_fill_pages_in_order_within_both_limits(blocks, limit, most):
    pages = filled(blocks, limit, most)
    assert [block for page in pages for block in page] == blocks
    assert all(len(page) <= most and sum(map(len, page)) <= limit for page in pages)
