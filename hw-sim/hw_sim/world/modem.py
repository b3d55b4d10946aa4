"""A GSM modem as far as text messages go: bytes in, bytes out, a network that can be jammed, a card that can run dry.

It speaks as a SIM800 does, and enough more that gammu takes it for a modem. It knows nothing of ``comms``: PDUs are
taken and given as they are, and what becomes of a message is written into a status report by hand.
"""

from collections.abc import Callable

import msgspec

CRLF = b"\r\n"
COMMAND_MAX = 1_000
OPERATOR = '+COPS: 0,0,"SIMULATED"'


class Network(msgspec.Struct):
    """What is around it. ``refusal``: what the network says to every message; ``credit``: messages left on the card."""

    registered: bool = True
    strength: int = 20  # as +CSQ counts, 0 to 31
    credit: int = 1_000
    refusal: int | None = None


class GsmModem:
    """One modem. ``silent``: it neither echoes nor answers, whatever is done; ``hung``: until it was off and on again.

    ``sent``: what the network took, as (reference, PDU).
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.silent = self.hung = False
        self.powered = True
        self.card = "READY"
        self.sent: list[tuple[int, str]] = []
        self.stored: dict[int, str] = {}
        self._out = bytearray()
        self._line = bytearray()
        self._echo, self._verbose, self._reports = True, False, 0
        self._reference = 0
        self._length: int | None = None  # of the message whose PDU is awaited

    @property
    def answers(self) -> bool:
        """Whether anybody is at home."""
        return self.powered and not self.hung and not self.silent

    def take(self, data: bytes) -> None:
        """Bytes on its line."""
        for octet in data:
            if self.answers:
                self._octet(octet)

    def give(self) -> bytes:
        """What it has said since it was asked last."""
        said = bytes(self._out)
        self._out.clear()
        return said

    # what the world does --------------------------------------------------------------------------

    def arrives(self, pdu: str) -> None:
        """A message comes, is kept and announced."""
        place = next(number for number in range(1, 100) if number not in self.stored)
        self.stored[place] = pdu
        self._say(f'+CMTI: "SM",{place}')

    def reports(self, reference: int, status: int) -> None:
        """The service centre tells what became of a message to 123456."""
        if self._reports:
            pdu = f"0006{reference:02X}0681214365" + "62117271000000" * 2 + f"{status:02X}"
            self._say(f"+CDS: {len(pdu) // 2 - 1}", pdu)

    def switch(self, on: bool) -> None:
        """By its power key, or by its supply. What made it hang is over."""
        self.powered, self.hung = on, False
        if on:
            self.restarts()

    def restarts(self) -> None:
        """A brown-out: all settings are forgotten, what was being taken is lost."""
        self._echo, self._verbose, self._reports, self._length = True, False, 0, None
        self._line.clear()
        self._say("RDY", "+CFUN: 1", f"+CPIN: {self.card}", "Call Ready", "SMS Ready")

    def says(self, *lines: str) -> None:
        """Anything else that a modem may say unasked."""
        self._say(*lines)

    # what it understands --------------------------------------------------------------------------

    def _octet(self, octet: int) -> None:
        if self._echo and self._length is None:
            self._out.append(octet)
        if self._length is not None and octet in (0x1A, 0x1B):
            self._body(sent=octet == 0x1A)
        elif octet == 0x0D and self._length is None:
            command, self._line = self._line.decode("ascii", "replace").strip(), bytearray()
            if command:
                self._command(command)
        elif octet != 0x0A and len(self._line) < COMMAND_MAX:
            self._line.append(octet)

    def _command(self, command: str) -> None:
        if not command.upper().startswith("AT"):
            return
        words = command[2:]
        for name, does in self._known().items():
            if words.upper().startswith(name):
                does(words[len(name) :])
                return
        self._say("ERROR")

    def _known(self) -> dict[str, Callable[[str], None]]:
        # The longer first where one begins like another.
        return {
            "E": self._set_echo,
            "+CMEE": self._set_errors,
            "+CPIN?": lambda rest: self._answer(f"+CPIN: {self.card}"),
            "+CMGF=?": lambda rest: self._answer("+CMGF: (0,1)"),
            "+CMGF?": lambda rest: self._answer("+CMGF: 0"),
            "+CMGF=": lambda rest: self._answer() if rest.strip() == "0" else self._say("ERROR"),
            "+CNMI=": self._set_news,
            "+CREG?": lambda rest: self._answer(f"+CREG: 0,{1 if self.network.registered else 2}"),
            "+CREG=": lambda rest: self._answer(),
            "+COPS?": lambda rest: self._answer(OPERATOR if self.network.registered else "+COPS: 0"),
            "+CSQ": lambda rest: self._answer(f"+CSQ: {self.network.strength if self.network.registered else 99},0"),
            "+CMGS=": self._prompt,
            "+CMGR=": self._read,
            "+CMGD=": self._delete,
            "+CMGL=": self._list,
            "+CGMI": lambda rest: self._answer("SIMCOM_Ltd"),
            "+CGMM": lambda rest: self._answer("SIMCOM_SIM800L"),
            "+CGMR": lambda rest: self._answer("Revision:1418B05SIM800L24"),
            "+CGSN": lambda rest: self._answer("867856030000000"),
            "+CIMI": lambda rest: self._answer("214010000000000"),
            "+CSCA?": lambda rest: self._answer('+CSCA: "+34609090909",145'),
            "+CSCS=?": lambda rest: self._answer('+CSCS: ("IRA","GSM","UCS2","HEX")'),
            "+CSCS?": lambda rest: self._answer('+CSCS: "GSM"'),
            "+CPMS=?": lambda rest: self._answer('+CPMS: ("SM"),("SM"),("SM")'),
            "+CPMS": lambda rest: self._answer(
                f"+CPMS: {len(self.stored)},50,{len(self.stored)},50,{len(self.stored)},50"
            ),
            "+CFUN": lambda rest: self._answer("+CFUN: 1") if rest.startswith("?") else self._answer(),
            "+CSCS=": lambda rest: self._answer(),
            "+CSMS": lambda rest: self._answer("+CSMS: 1,1,1"),
            "I": lambda rest: self._answer("SIM800 R14.18"),
            "Z": lambda rest: self._answer(),
            "": lambda rest: self._answer() if not rest else self._say("ERROR"),
        }

    def _set_echo(self, rest: str) -> None:
        self._echo = rest.strip() != "0"
        self._answer()

    def _set_errors(self, rest: str) -> None:
        self._verbose = rest.strip() in ("=1", "=2")
        self._answer()

    def _set_news(self, rest: str) -> None:
        values = rest.split(",")
        self._reports = int(values[3]) if len(values) > 3 and values[3].strip().isdigit() else 0
        self._answer()

    def _prompt(self, rest: str) -> None:
        if not rest.strip().isdigit():
            self._fail(304)
            return
        self._length = int(rest)
        self._out += CRLF + b"> "

    def _body(self, *, sent: bool) -> None:
        pdu, length = self._line.decode("ascii", "replace").strip().upper(), self._length
        self._line, self._length = bytearray(), None
        if not sent:
            self._say("OK")
        elif not _is_whole(pdu, length):
            self._fail(304)
        elif not self.network.registered:
            self._fail(331)
        elif self.network.refusal is not None or self.network.credit <= 0:
            self._fail(self.network.refusal or 38)  # what operators say to a card without money
        else:
            self._taken(pdu)

    def _taken(self, pdu: str) -> None:
        self.network.credit -= 1
        self._reference = self._reference % 255 + 1
        self.sent.append((self._reference, pdu))
        self._answer(f"+CMGS: {self._reference}")

    def _read(self, rest: str) -> None:
        pdu = self.stored.get(_number(rest))
        self._answer(*((f"+CMGR: 0,,{_length(pdu)}", pdu) if pdu else ()))

    def _delete(self, rest: str) -> None:
        self.stored.pop(_number(rest), None)
        self._answer()

    def _list(self, rest: str) -> None:
        lines = [(f"+CMGL: {place},0,,{_length(pdu)}", pdu) for place, pdu in sorted(self.stored.items())]
        self._answer(*(line for both in lines for line in both))

    def _answer(self, *lines: str) -> None:
        self._say(*lines, "OK")

    def _fail(self, error: int) -> None:
        self._say(f"+CMS ERROR: {error}" if self._verbose else "ERROR")

    def _say(self, *lines: str) -> None:
        for line in lines if self.answers else ():
            self._out += CRLF + line.encode("ascii") + CRLF


def _number(rest: str) -> int:
    digits = rest.split(",")[0].strip()
    return int(digits) if digits.isdigit() else 0


def _is_whole(pdu: str, length: int | None) -> bool:
    """Hexadecimal, and as long as was said, its service centre aside."""
    if len(pdu) % 2 or not pdu or any(digit not in "0123456789ABCDEF" for digit in pdu):
        return False
    return _length(pdu) == length


def _length(pdu: str) -> int:
    return len(pdu) // 2 - 1 - int(pdu[:2], 16)
