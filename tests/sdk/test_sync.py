"""The face without await: threads, streams that are left, and its end."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingle.sdk import Ingle
from ingle.sdk.machines import AsyncMachine
from ingle.sdk.sync.machines import Machine
from support.standin.server import StandIn


def test_many_threads_may_share_it(ingle: Ingle, one: Machine) -> None:
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda number: one.exec(["sh", "-c", f"exit {number}"]).exit_code, range(40)))
    assert codes == list(range(40))


def test_a_stream_that_is_left_does_not_hold_up_the_end(daemon: StandIn) -> None:
    with Ingle() as ingle:
        outputs = iter(ingle.machines.get("one").stream(["yes"]))
        next(outputs)
    with Ingle() as ingle:
        chunks = ingle.machines.get("one").logs(follow=True)
        next(chunks)
        chunks.close()  # type: ignore[attr-defined] # it is a generator


def test_closing_cancels_what_other_threads_wait_for(daemon: StandIn) -> None:
    ingle = Ingle()
    machine = ingle.machines.get("one")
    begun = threading.Event()
    ended: list[BaseException] = []

    def wait() -> None:
        begun.set()
        try:
            machine.exec(["sleep", "60"])
        except BaseException as error:  # noqa: BLE001 - whatever it is, it must come
            ended.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    begun.wait(10)
    ingle.close()
    thread.join(20)
    assert not thread.is_alive()
    assert len(ended) == 1


def test_an_iterators_failure_is_raised_where_it_is_iterated(one: Machine) -> None:
    with pytest.raises(Exception, match="no-such-program"):
        list(one.stream(["no-such-program"]))


def test_verbs_keep_their_documentation(one: Machine) -> None:
    assert one.exec.__doc__ == AsyncMachine.exec.__doc__
    assert repr(one) == "<machine one running>"


def test_a_program_that_never_closes_its_client_ends() -> None:
    program = "from ingle.sdk import Ingle; print(Ingle('http://127.0.0.1:9').place.url)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout
