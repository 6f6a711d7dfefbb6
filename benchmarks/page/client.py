"""A client without a browser that speaks Streamlit's protocol and switches plans.

To the server it behaves like a real page: it sends the state of a radio button, caches the messages that the
server may send by reference for as long as a browser would, lists them in its requests, and offers
compression as browsers do.
"""

import re
import time
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.typing import Origin, Subprotocol

PLAN_KEY, DAY_KEY = re.compile(r"-(plan(-\w+)?)$"), re.compile(r"-on-widget$")
FINISHED = ForwardMsg.ScriptFinishedStatus
MAX_BYTES = 64_000_000


@dataclass(frozen=True)
class Answer:
    """The response to one switch, up to the end of the script's last run.

    `size` is the sum of the messages in bytes, `wire_size` what came over the connection for them.
    """

    seconds: float
    size: int
    wire_size: int
    messages: int
    runs: int


@dataclass
class Memory:
    """The hashes of the messages in a browser's cache, with the run that last used each.

    How long they are kept is what the server says at the start of a session.
    """

    most_age: int = 2
    run: int = 0
    used: dict[str, int] = field(default_factory=dict)

    def see(self, message: ForwardMsg) -> None:
        """Record the use of a message that the server may send by reference, and how long to keep it."""
        if message.WhichOneof("type") == "new_session":
            self.most_age = message.new_session.config.max_cached_message_age
        if message.metadata.cacheable and message.hash:
            self.used[message.hash] = self.run
        elif message.WhichOneof("type") == "ref_hash":
            self.used[message.ref_hash] = self.run

    def turn(self) -> None:
        """Begin another run and drop messages unused for more than `most_age` runs."""
        self.run += 1
        self.used = {k: run for k, run in self.used.items() if self.run - run <= self.most_age}


class Counted(ClientConnection):
    """A connection that counts the bytes that come in, compressed as they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received = 0

    def data_received(self, data: bytes) -> None:
        """Count what has come in, and hand it on."""
        self.received += len(data)
        super().data_received(data)


class Client:
    """A session, as an async context manager; `choices` are the radio buttons of the plans."""

    def __init__(self, address: str, cookie: str = "") -> None:
        self.address, self.cookie = address, cookie
        self.choices: list[tuple[str, str]] = []
        self.day_widget = ""
        self.memory = Memory()

    async def __aenter__(self) -> Self:
        self.socket: Counted = await connect(  # type: ignore[assignment]
            f"ws://{self.address}/_stcore/stream", origin=Origin(f"http://{self.address}"),
            subprotocols=[Subprotocol("streamlit")], compression=None, create_connection=Counted,
            extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)],
            additional_headers={"Cookie": self.cookie} if self.cookie else None, max_size=MAX_BYTES,
            open_timeout=60, close_timeout=5, ping_interval=None, proxy=None,
        )
        try:
            await self.first_run()
        except BaseException:
            await self.socket.close()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        await self.socket.close()

    async def first_run(self) -> Answer:
        """Request the page and find the radio buttons of the plans, in order."""
        self.choices = []
        answer = await self._run(BackMsg(), look=True)
        if not self.choices:
            raise RuntimeError(f"{self.address}: the page offers no plans")
        return answer

    async def switch(self, number: int) -> Answer:
        """Choose the plan at this position in `choices`."""
        widget, option = self.choices[number]
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = widget, option
        return await self._run(message)

    async def choose_day(self, day: date) -> Answer:
        """Choose the day of the line of contact."""
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.day_widget
        state.string_array_value.data.append(day.strftime("%Y/%m/%d"))
        return await self._run(message)

    async def _run(self, message: BackMsg, *, look: bool = False) -> Answer:
        message.rerun_script.cached_message_hashes.extend(self.memory.used)
        message.rerun_script.query_string = ""
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        size = messages = runs = 0
        before = self.socket.received
        while True:
            data = await self.socket.recv()
            answer = ForwardMsg.FromString(data)
            size, messages = size + len(data), messages + 1
            self.memory.see(answer)
            kind = answer.WhichOneof("type")
            if look and kind == "delta":
                self._look(answer)
            elif kind == "script_finished":
                runs += 1
                if answer.script_finished == FINISHED.FINISHED_EARLY_FOR_RERUN:
                    continue
                if answer.script_finished != FINISHED.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"{self.address}: the script ended badly")
                self.memory.turn()
                seconds = time.perf_counter() - start
                return Answer(seconds, size, self.socket.received - before, messages, runs)

    def _look(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(f"{self.address}: {element.exception.message}")
        if element.WhichOneof("type") == "radio" and PLAN_KEY.search(element.radio.id):
            self.choices += [(element.radio.id, option) for option in element.radio.options]
        elif element.WhichOneof("type") == "date_input" and DAY_KEY.search(element.date_input.id):
            self.day_widget = element.date_input.id
