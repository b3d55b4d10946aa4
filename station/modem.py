"""The station's own modem: texts of panels in, answers out."""

import logging
from collections.abc import Callable

from comms.at_facts import Came, Message, NotSent
from comms.errors import PduError, SmsFormError
from comms.pdu import submit
from station.intake import Intake, TextTaken

LOG = logging.getLogger("station.modem")

Send = Callable[[Message], None]


class TextIntake:
    """Between a modem and the intake. ``tell`` hears what is new; ``send`` is the modem's, set once there is one."""

    def __init__(self, intake: Intake, now_ms: Callable[[], int], tell: Callable[[TextTaken], None]) -> None:
        self._intake = intake
        self._now_ms = now_ms
        self._tell = tell
        self._reference = 0
        self.send: Send = lambda message: None

    def heard(self, fact: object) -> None:
        """A word from the modem. Whatever it brings, nothing but a failing store stops the station."""
        match fact:
            case Came(message=message):
                self._came(message.sender, message.text)
            case NotSent(error=error):
                LOG.warning("an answer by text was not sent: error %d; the panel will ask again", error)
            case _:
                LOG.info("the modem: %s", fact)

    def _came(self, sender: str, body: str) -> None:
        try:
            taken = self._intake.receive_text(body, self._now_ms())
        except SmsFormError as error:
            LOG.warning("a text from %s was refused: %s", sender, error)
            return
        if taken is None:
            LOG.info("a text from %s that is no report: passed over", sender)
            return
        self._answer(sender, taken.answer)
        self._tell(taken)

    def _answer(self, sender: str, answer: str) -> None:
        self._reference = self._reference % 255 + 1
        try:
            parts = submit(sender, answer, reference=self._reference)
        except PduError as error:
            LOG.warning("a report came from %r, which cannot be answered: %s", sender, error)
            return
        self.send(Message(f"answer-{self._reference}", parts))
