"""The modem's port on a kernel's USB serial adapter, which is pulled out in the middle and plugged in again.

Run inside the virtual machine by tests/hil/lane.sh --modem; no other run collects this file. What is plugged in at the
other end is tests/hil/usb_host.py.
"""

import asyncio
import os

from comms.at_facts import Fact, Message, Registered, Sent
from comms.gsm import GsmPort
from comms.pdu import submit
from comms.texting import PortGone
from tests.support.waiting import until

STATION = "+351300000001"


def test_a_text_goes_out_the_modem_is_pulled_out_and_after_it_is_back_another_goes() -> None:
    async def tell() -> None:
        said: list[Fact | PortGone] = []
        port = GsmPort(os.environ["SERENO_USB_SERIAL"], 115_200, said.append)

        def count(kind: type[object]) -> int:
            return sum(isinstance(each, kind) for each in said)

        async with asyncio.TaskGroup() as tasks:
            running = tasks.create_task(port.run())
            await until(lambda: count(Registered) == 1, "registered", 60)
            before = count(PortGone)  # it may have been tried before it was there
            port.send(Message("first", submit(STATION, "an alarm")))
            await until(lambda: Sent("first", (1,)) in said, "sent", 30)
            await until(lambda: count(PortGone) == before + 1, "pulled out", 30)
            await until(lambda: count(Registered) == 2, "registered again", 60)
            port.send(Message("second", submit(STATION, "another")))
            await until(lambda: count(Sent) == 2, "sent again", 30)
            print([each for each in said if isinstance(each, PortGone)])
            running.cancel()

    asyncio.run(tell())
