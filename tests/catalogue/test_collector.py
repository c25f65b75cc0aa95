"""The collector is held off as long as anybody wants it, and not a moment longer."""

import gc
import threading

import pytest

from bot.catalogue.collector import collector_paused


@pytest.fixture(autouse=True)
def _collector_as_it_was():
    was_on = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was_on else gc.disable)()


def _failing():
    with collector_paused():
        assert not gc.isenabled()
        raise ZeroDivisionError


def test_it_is_off_meanwhile_and_on_again_whatever_happens():
    with pytest.raises(ZeroDivisionError):
        _failing()
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off():
    gc.disable()
    with collector_paused():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_it_comes_on_again_when_the_last_of_several_threads_is_done():
    begun, go_on = threading.Event(), threading.Event()

    def pausing():
        with collector_paused():
            begun.set()
            go_on.wait(10)

    thread = threading.Thread(target=pausing)
    with collector_paused():
        thread.start()
        begun.wait(10)
    assert not gc.isenabled()
    go_on.set()
    thread.join()
    assert gc.isenabled()
