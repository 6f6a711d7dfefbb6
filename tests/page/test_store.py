"""The caches of the page: bounded, computed once for concurrent readers, and cleared after the visit."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cache import Key
from geo.errors import LineError, UnwrittenError
from layers.web.publish import Published, Shelf
from page.state.slots import Slots
from page.state.store import Store

A, B = "a.json", "b.json"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@given(st.lists(st.tuples(st.sampled_from("xy"), st.integers(0, 9)), max_size=60))
def test_a_store_stays_within_its_limits_and_reports_evictions(asked: list[tuple[str, int]]) -> None:
    """It always returns what would have been computed."""
    gone: list[object] = []
    made: list[object] = []
    store = Store({"x": 3}, 2, gone.append)
    for step, number in asked:
        def make(step: str = step, number: int = number) -> tuple[str, int]:
            made.append((step, number))
            return step, number
        assert store(Key(step, (number,)), make) == (step, number)
        sizes = store.sizes()
        assert sizes.get("x", 0) <= 3
        assert sizes.get("y", 0) <= 2
        assert len(store) == len(made) - len(gone)
    store.close()
    assert sorted(made) == sorted(gone)
    store(Key("x", (1,)), lambda: ("x", 1))
    assert len(store) == 0


def test_the_most_recently_used_result_is_evicted_last() -> None:
    store, made = Store({}, 2), []
    for number in (1, 2, 1, 3, 1, 2):
        store(Key("s", (number,)), lambda number=number: made.append(number))
    assert made == [1, 2, 3, 2]


def test_concurrent_requests_compute_once_and_an_error_is_not_cached() -> None:
    store, made, begin = Store({}, 8), [], threading.Barrier(8)

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        return 7

    def ask() -> None:
        begin.wait()
        assert store(Key("s", ()), make) == 7

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert made == [1]

    def fail() -> int:
        raise LineError("no")

    for _ in range(2):
        with pytest.raises(LineError):
            store(Key("s", ("fails",)), fail)
    assert store(Key("s", ("fails",)), lambda: 3) == 3


def test_a_limited_number_of_threads_work_at_once_in_order_of_arrival() -> None:
    slots, at_work, most, order = Slots(2), [0], [0], []
    lock, go = threading.Lock(), [threading.Event() for _ in range(6)]

    def work(number: int) -> None:
        with slots.one(), slots.one():  # a thread with a slot needs no second one
            with lock:
                order.append(number)
                at_work[0] += 1
                most[0] = max(most[0], at_work[0])
            go[number].wait(10)
            with lock:
                at_work[0] -= 1

    threads = []
    for number in range(6):
        thread = threading.Thread(target=work, args=(number,))
        thread.start()
        threads.append(thread)
        until(lambda number=number: len(order) == number + 1 if number < 2
              else len(slots._waiting) == number - 1)
    for number in range(6):
        go[number].set()
        until(lambda number=number: len(order) >= min(6, number + 3))
    for thread in threads:
        thread.join(10)
    assert most[0] == 2
    assert order == [0, 1, 2, 3, 4, 5]


def until(true: object) -> None:
    """Wait until a condition is met."""
    for _ in range(2000):
        if true():  # type: ignore[operator]
            return
        time.sleep(0.005)
    raise AssertionError("it never happened")


def test_nested_surveys_do_not_deadlock() -> None:
    """With one slot and many requests for nested steps, all of them finish."""
    slots = Slots(1)

    @contextmanager
    def turn(step: str) -> Iterator[None]:
        if step.startswith("heavy"):
            with slots.one():
                yield
        else:
            yield

    store = Store({}, 50, turn=turn)

    def ask(number: int) -> None:
        drawn = Key("heavy-drawn", (number % 2,))
        ground = Key("heavy-ground", (number,))
        store(Key("light", (number,)),
              lambda: store(ground, lambda: store(drawn, lambda: time.sleep(0.002))))

    threads = [threading.Thread(target=ask, args=(number % 5,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)


def test_a_file_is_kept_while_it_is_in_use_and_a_while_longer(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, grace=2)
    held = [shelf.publish(A, b"1"), shelf.publish(A, b"1")]
    assert held[0] == held[1]
    assert (tmp_path / held[0].name).read_bytes() == b"1"
    shelf.release(held[0])
    others = [shelf.publish(B, bytes([number])) for number in range(5)]
    for other in others:
        shelf.release(other)
    assert names(tmp_path) == {held[0].name, others[3].name, others[4].name}
    shelf.release(held[1])
    assert names(tmp_path) == {others[4].name, held[0].name}
    again = shelf.publish(A, b"1")  # requested again before it was dropped
    for number in range(5, 9):
        shelf.release(shelf.publish(B, bytes([number])))
    assert again.name in names(tmp_path)
    assert len(names(tmp_path)) == 3


def test_a_private_file_has_its_own_name_and_is_dropped_at_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first, second = (shelf.publish(A, b"1", is_private=True) for _ in range(2))
    assert first.name != second.name
    assert len(first.name) == len("a.") + 32 + len(".json")
    shelf.release(first)
    assert names(tmp_path) == {second.name}


def test_a_file_that_could_not_be_written_is_none(tmp_path: Path) -> None:
    """On a full disk nothing is left of it, a reader is told in one sentence, and it can be had later."""
    shelf = Shelf(tmp_path / "shelf")
    with pytest.raises(UnwrittenError, match=r"^This server can keep no file .* \(No such file"):
        shelf.publish(A, b"1")
    (tmp_path / "shelf").mkdir()
    kept = shelf.publish(A, b"1")
    shelf.release(kept)
    for number in range(40):
        shelf.release(shelf.publish(B, bytes([number])))
    assert kept.name not in names(tmp_path / "shelf")


def test_many_margins_and_depths_stay_within_the_limits(tmp_path: Path) -> None:
    """They are requested one after the other, as through addresses."""
    shelf, most = Shelf(tmp_path, grace=3), 5

    def given_up(value: object) -> None:
        if isinstance(value, Published):
            shelf.release(value)

    store = Store({}, most, given_up)
    for number in range(200):
        store(Key("ground", (number / 10,)), object)
        store(Key("file", (number / 10,)), lambda number=number: shelf.publish(A, bytes([number])))
        assert store.sizes()["ground"] <= most
        assert len(names(tmp_path)) <= most + 3
    store.close()
    assert len(names(tmp_path)) == 3
