"""A database that may be well again later is told from one that never takes what it is given."""

import sqlite3

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, OperationalError

from bot.storage.faults import is_out_of_order, told_apart


class CodedError(sqlite3.DatabaseError):
    """An error with nothing but PostgreSQL's code to tell what it is."""

    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


CODES = {
    "57P01": True,  # a shutdown
    "57P03": True,  # a start
    "08006": True,  # a connection that broke
    "53300": True,  # too many connections
    "40P01": True,  # a deadlock
    "57014": True,  # a statement that was cancelled
    "25006": True,  # read-only
    "25P03": True,  # halted for too long
    "23505": False,  # a row that is there already
    None: False,
}


@pytest.mark.parametrize(("code", "expected"), CODES.items())
def test_codes_tell_what_may_be_well_again(code, expected):
    assert is_out_of_order(CodedError(code)) is expected
    assert is_out_of_order(DBAPIError("SELECT 1", {}, CodedError(code))) is expected


def test_what_has_a_type_of_its_own_or_lost_its_connection_needs_no_code():
    assert is_out_of_order(ConnectionRefusedError())
    assert is_out_of_order(OperationalError("SELECT 1", {}, sqlite3.OperationalError("locked")))
    assert is_out_of_order(DBAPIError("SELECT 1", {}, OSError(), connection_invalidated=True))
    assert not is_out_of_order(IntegrityError("SELECT 1", {}, sqlite3.IntegrityError()))
    assert not is_out_of_order(ValueError())


@pytest.fixture
def engine():
    """Give an engine that listens."""
    made = create_engine("sqlite://")
    event.listen(made, "handle_error", told_apart)
    yield made
    made.dispose()


@pytest.mark.parametrize(
    ("code", "raised"), [("57P01", OperationalError), ("23505", DatabaseError)]
)
def test_a_statement_that_meets_a_restart_raises_what_is_out_of_order(engine, code, raised):
    @event.listens_for(engine, "do_execute")
    def _meets(*_):
        raise CodedError(code)

    with engine.connect() as connection, pytest.raises(DBAPIError, match=code) as caught:
        connection.execute(text("SELECT 1"))
    assert type(caught.value) is raised


def test_a_connection_that_meets_a_start_raises_what_is_out_of_order(engine):
    @event.listens_for(engine, "do_connect")
    def _meets(*_):
        raise CodedError("57P03")

    with pytest.raises(OperationalError, match="57P03"):
        engine.connect()


def test_what_has_the_right_type_already_is_left_as_it_is(engine):
    with engine.connect() as connection, pytest.raises(OperationalError, match="no such table"):
        connection.execute(text("SELECT * FROM nowhere"))
