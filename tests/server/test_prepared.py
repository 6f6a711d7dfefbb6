"""Answers are computed once, a few at a time, and kept up to a size."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from geo.errors import SourceError
from server.prepared import Busy, Prepared


def lengths(at_once: int = 2, waiting: int = 10, most: int = 10) -> Prepared[str]:
    return Prepared(at_once, waiting, most, len)


def test_what_many_ask_for_at_once_is_computed_once() -> None:
    calls: list[int] = []

    async def ask() -> list[str]:
        prepared, gate = lengths(), threading.Event()

        def make() -> str:
            calls.append(1)
            gate.wait()
            return "x"

        tasks = [asyncio.create_task(prepared.get("key", make)) for _ in range(20)]
        await asyncio.sleep(0)
        gate.set()
        return await asyncio.gather(*tasks)

    assert asyncio.run(ask()) == ["x"] * 20
    assert len(calls) == 1


def test_no_more_than_a_few_are_computed_at_the_same_time() -> None:
    running, most = 0, 0
    lock = threading.Lock()

    async def ask() -> None:
        prepared = lengths(at_once=2)
        together = threading.Barrier(2)

        def make() -> str:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            together.wait()
            with lock:
                running -= 1
            return "x"

        await asyncio.gather(*(prepared.get(number, make) for number in range(8)))

    asyncio.run(ask())
    assert most == 2


def test_further_ones_are_refused_and_those_in_work_are_not() -> None:
    async def ask() -> tuple[str, str]:
        prepared, gate = lengths(waiting=2), threading.Event()

        def make() -> str:
            gate.wait()
            return "x"

        tasks = [asyncio.create_task(prepared.get(number, make)) for number in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await prepared.get("third", make)
        again = asyncio.create_task(prepared.get(0, make))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*tasks)
        return await again, await prepared.get("third", lambda: "y")

    assert asyncio.run(ask()) == ("x", "y")


def test_the_least_recently_used_goes_and_the_weight_stays_within_its_bound() -> None:
    async def ask() -> list[bool]:
        prepared = lengths(most=10)
        made: list[str] = []

        def maker(word: str) -> Callable[[], str]:
            def make() -> str:
                made.append(word)
                return word
            return make

        for word in ("aaaa", "bbbb", "aaaa", "cccc", "x" * 11):
            await prepared.get(word, maker(word))
            assert prepared.weight <= 10
        made.clear()
        for word in ("aaaa", "cccc", "bbbb", "x" * 11):
            await prepared.get(word, maker(word))
        return [word in made for word in ("aaaa", "cccc", "bbbb", "x" * 11)]

    assert asyncio.run(ask()) == [False, False, True, True]


def test_a_failure_is_told_and_not_kept() -> None:
    async def ask() -> str:
        prepared = lengths()

        def fail() -> str:
            raise SourceError("broken")

        with pytest.raises(SourceError, match="broken"):
            await prepared.get("key", fail)
        return await prepared.get("key", lambda: "x")

    assert asyncio.run(ask()) == "x"


def test_a_reader_who_leaves_does_not_end_the_work_of_others() -> None:
    async def ask() -> str:
        prepared, gate = lengths(), threading.Event()

        def make() -> str:
            gate.wait()
            return "x"

        leaves = asyncio.create_task(prepared.get("key", make))
        stays = asyncio.create_task(prepared.get("key", make))
        await asyncio.sleep(0)
        leaves.cancel()
        await asyncio.sleep(0)
        gate.set()
        return await stays

    assert asyncio.run(ask()) == "x"
