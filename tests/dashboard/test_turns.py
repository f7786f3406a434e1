"""Turns of costly work: one at once, one waiting, everyone else told at once, and a thread left for the page."""

import runpy
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dashboard.turns import WAITING, Turns


def test_who_finds_no_room_is_told_at_once_and_the_others_get_their_turn():
    turns, free = Turns(waiting=1, patience=5.0), threading.Event()
    started: list[bool] = []

    def work() -> bool:
        with turns.one() as mine:
            started.append(mine)
            return mine and free.wait(5)

    with ThreadPoolExecutor(2) as pool:
        first = [pool.submit(work) for _ in range(2)]
        while turns._room._value or not started:
            pass
        assert not turns.take()
        assert started == [True]
        free.set()
        assert all(one.result(5) for one in first)
    assert turns.take()


def test_who_waits_too_long_goes_without_a_turn_and_leaves_no_trace():
    turns = Turns(waiting=1, patience=0.01)
    assert turns.take()
    assert not turns.take()
    turns.give_back()
    assert turns.take()


def test_a_turn_is_given_back_when_the_work_fails():
    turns = Turns()
    try:
        with turns.one():
            raise ValueError
    except ValueError:
        assert turns.take()


def test_a_worker_has_a_thread_more_than_may_run_or_wait():
    server = runpy.run_path(str(Path(__file__).parents[2] / "gunicorn.conf.py"))
    assert server["threads"] > 1 + WAITING
