"""A process is named so that others can tell whether it is gone, where that is certain."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from bot.services.daily import owners


@pytest.fixture
def proc(tmp_path):
    """Give a folder like /proc of Linux."""
    (tmp_path / "sys/kernel/random").mkdir(parents=True)
    (tmp_path / "sys/kernel/random/boot_id").write_text("5ab1\n")
    (tmp_path / "self/ns").mkdir(parents=True)
    (tmp_path / "self/ns/pid").write_text("")
    return tmp_path


@pytest.fixture
def named(proc):
    """Give a function that names a process by its number, as it would name itself."""

    def make(number):
        host, space, _, code = owners.name(random.Random(1), proc).split(":")
        return f"{host}:{space}:{number}:{code}"

    return make


def test_each_start_of_a_process_has_a_name_of_its_own(proc):
    assert owners.name(random.Random(1), proc) != owners.name(random.Random(2), proc)


def test_a_host_is_told_the_number_and_the_machine(proc, named):
    host = owners.name(random.Random(1), proc).partition(":")[0]
    assert owners.told(named(4242)) == f"process 4242 on {host}"
    assert owners.told("of another kind") == "of another kind"


def test_a_number_that_no_process_has_is_of_one_that_is_gone(proc, named):
    assert owners.is_gone(named(4243), proc, runs=lambda number: number == 4242)
    assert not owners.is_gone(named(4242), proc, runs=lambda number: number == 4242)


def test_a_number_that_is_ours_by_now_is_of_one_that_is_gone(proc, named):
    assert owners.is_gone(named(os.getpid()), proc)


def test_on_another_machine_or_in_another_container_nothing_is_certain(proc, named):
    host, space, number, code = named(4243).split(":")
    boot, _, inode = space.partition("-")
    for other in (
        f"elsewhere:{space}:{number}:{code}",
        f"{host}:{boot}-{int(inode) + 1}:{number}:{code}",
        f"{host}:7c44-{inode}:{number}:{code}",
        f"{host}:{number}:{code}",  # as an earlier version wrote it
        "",
    ):
        assert not owners.is_gone(other, proc, runs=lambda _: False), other


def test_where_processes_cannot_be_told_apart_nothing_is_certain(tmp_path):
    host, space, _, code = owners.name(random.Random(1), tmp_path).split(":")
    assert space == ""
    assert not owners.is_gone(f"{host}::4243:{code}", tmp_path, runs=lambda _: False)


def test_a_process_is_not_gone_until_it_has_ended():
    begin = "import random; from bot.services.daily import owners"
    code = f"{begin}; print(owners.name(random.Random())); input()"
    with subprocess.Popen(  # noqa: S603 - it is ours
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        owner = child.stdout.readline().strip()
        assert not owners.is_gone(owner)
        child.communicate("\n", timeout=20)
    is_certain = Path("/proc/self/ns/pid").exists()  # on Linux
    assert owners.is_gone(owner) is is_certain


def test_a_process_that_we_may_not_signal_runs(monkeypatch):
    def refuses(*_):
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuses)
    assert owners.runs(4242)
