"""A whole panel on simulated wires and virtual time: real drivers, engine, core and journal, no process."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from comms.keys import Identity, KeyKind, generate, kid
from drivers.board import open_board
from drivers.tags.wiegand import WiegandFrame
from hw_sim.i2c.backpack import Backpack
from hw_sim.i2c.bus import Buses
from hw_sim.i2c.inline import InlineBus
from hw_sim.i2c.kernel_rtc import SimulatedRtc
from hw_sim.i2c.keys import Keys
from hw_sim.pins.devices import MatrixWires, WiegandSender, contacts_of
from hw_sim.pins.factory import SimFactory
from hw_sim.pins.wires import Wires
from hw_sim.world.climate import Climate
from hw_sim.world.loops import Loops
from hw_sim.world.supply import Supply
from hw_sim.world.timepiece import Timepiece
from panel.api import Message, Publish, Rows
from panel.config.keypads import DisplayConfig, KeypadConfig, column_bits, row_bits
from panel.config.model import Config, OutputRole, PowerConfig
from panel.config.readers import wiegand_lines
from panel.core.names import Mode, Role
from panel.daemon.clocks import SetBy
from panel.daemon.engine import Engine, Parts
from panel.daemon.keepers import DirectKeeper
from panel.daemon.ledger import Keeper
from panel.store.journal import Journal
from panel.store.people import (
    STATION,
    Key,
    People,
    Tag,
    User,
    add_first_administrator,
    add_key,
    add_tag,
    add_user,
    set_code,
)
from panel.store.pins import device_key, verifier
from tests.support.reader_bench import House as TagHouse

PIN = "418305"
RUI = "Rui Pires"  # no text in base64 has a space: where it is not found, it is not
TAG = WiegandFrame(bits=26, data=0x1A2B3C)
STRANGE_TAG = WiegandFrame(bits=26, data=0x0DDBA1)
STEP_MS = 100  # the loop's back-stop
LOOP_MS = 400  # a change that a loop's converter must not miss


class VirtualClocks:
    """Every clock of the machine, moved by hand."""

    def __init__(self) -> None:
        self.now_ns = 1_000_000_000_000
        self.boot_id = "boot-1"
        self.wall_offset_ms = 1_760_000_000_000
        self.vouched = SetBy.SERVER

    def mono_ms(self) -> int:
        return self.now_ns // 1_000_000

    def wall_ms(self) -> int:
        return self.mono_ms() + self.wall_offset_ms

    def boottime_ms(self) -> int:
        return self.mono_ms()

    def set_by(self) -> SetBy:
        return self.vouched


class PanelOnWires:
    """One installation. The wires and the data folder outlive the panel, as they do in a house."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.config = config
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.clocks = VirtualClocks()
        self.wires = Wires(lambda: self.clocks.now_ns)
        self.contacts = contacts_of(config, self.wires)
        power = config.power or PowerConfig(capacity_mah=7_000)
        test = next((output for output in config.output if output.role is OutputRole.BATTERY_TEST), None)
        chips = self.chips = Buses()
        self.supply = Supply(power, self.wires, self.clocks.mono_ms(), test, chips.at(power.i2c_bus))
        self.loops = Loops(config, chips, self.wires, self.wires.now_ns)
        self.timepiece: Timepiece | None = None
        if config.clock is not None:
            now_s = self.clocks.wall_ms() // 1_000
            self.timepiece = Timepiece(config.clock, chips, lambda: self.clocks.now_ns, now_s)
        self.rtc = SimulatedRtc(chips.at(1))
        self.climate = Climate(config, chips, lambda: self.clocks.now_ns)
        self.tags = TagHouse(config, self.wires, chips)
        self.buses = {number: InlineBus(chips.at(number), self._bring_up) for number in range(4)}
        self.bus = self.buses.setdefault(power.i2c_bus, InlineBus(self.supply.bus, self._bring_up))
        self.keypad = self._hung(config.keypad[0])
        self.glasses = {display.name: self._glass(display) for display in config.display}
        self.identity: Identity = generate(KeyKind.PANEL, config.panel.id)
        self.station: Identity = generate(KeyKind.STATION, "station-1")
        self.user_key: Identity = generate(KeyKind.USER, "phone")
        self.told: list[Message] = []
        self.logged: list[str] = []
        self.camerad: Callable[[Message], None] = lambda message: None  # there, and nothing is wrong with any camera
        self.on_first_start: Callable[[], None] | None = None
        self._remains: list[object] = []
        self.start()

    @property
    def reader(self) -> WiegandSender:
        """What hangs on the two lines of the first reader."""
        return WiegandSender(self.wires, *wiegand_lines(self.config.reader[0]))

    def _hung(self, keypad: KeypadConfig) -> MatrixWires | Keys:
        """The first keypad, on its lines or on its expander; every bus is the one."""
        if keypad.address is None:
            return MatrixWires(self.wires, keypad.rows, keypad.columns)
        keys = Keys(row_bits(keypad), column_bits(keypad))
        self.supply.bus.chips[keypad.address] = keys.chip
        return keys

    def _glass(self, display: DisplayConfig) -> Backpack:
        made = Backpack(lambda: self.clocks.now_ns // 1_000, display.size.columns, display.size.rows)
        self.supply.bus.chips[display.address] = made
        return made

    # the panel ------------------------------------------------------------------------------------

    def start(
        self,
        keeper_over: Callable[[Journal], Keeper] = DirectKeeper,
        *,
        distrusted: bool = False,
        commissioned: bool = True,
    ) -> None:
        """Powers the panel up over what its folder holds; ``distrusted``: over the second copy, after three crashes.

        ``commissioned``: somebody has made a household where there is none.
        """
        self.journal, recovered = Journal.open(self.folder, from_copy=distrusted)
        key = device_key(self.folder, must_exist=False)
        if commissioned and not recovered.people.users:
            recovered = msgspec.structs.replace(recovered, people=self._people(key))
        ways = self.tags.ways
        self.board = open_board(
            self.config,
            SimFactory(self.wires),
            self.buses.__getitem__,
            ways.ports,
            lambda device: (self.rtc, self.buses[1]),
            ways.spis,
        )
        unacked = 0 if recovered.failure else self.journal.count_unacked()
        self.engine = Engine(
            Parts(
                config=self.config,
                board=self.board,
                keeper=keeper_over(self.journal),
                clocks=self.clocks,
                identity=self.identity,
                device_key=key,
                recovered=recovered,
                unacked=unacked,
                renewed=lambda: generate(KeyKind.PANEL, self.config.panel.id),
                distrusted=distrusted,
            )
        )
        self.engine.desk.cameras.connected(self.camerad)
        self.engine.tell = self.told.append
        self.engine.log = self.logged.append
        self.board.start(self.engine.hardware)
        self.engine.boot()
        self.engine.change_people(self.engine.people, lambda: None)
        self.engine.advance(self.clocks.mono_ms())

    def kill(self) -> None:
        """The process ends as by SIGKILL: nothing is said, nothing is written, the lines keep their levels."""
        self.journal.close()
        self.engine.hardware = lambda event: None  # type: ignore[method-assign]  # it is dead
        # A process that is gone runs no destructors: collected here, its devices would release the next one's lines.
        self._remains.append((self.board, self.engine))

    def wait(self, ms: int, *, step_ms: int = STEP_MS) -> None:
        """Lets virtual time pass; the engine is woken exactly when it asks, and every ``step_ms`` as a back-stop."""
        end_ms = self.clocks.mono_ms() + ms
        while True:
            now_ms = self.clocks.mono_ms()
            polls = self.board.next_poll_ms()
            wanted = min(self.engine.next_wake_ms(), now_ms + step_ms, polls if polls is not None else end_ms, end_ms)
            self.clocks.now_ns = max(now_ms, wanted) * 1_000_000
            now_ms = self.clocks.mono_ms()
            self.board.poll(now_ms)
            self.engine.advance(now_ms)
            if now_ms >= end_ms:
                return

    def _bring_up(self) -> None:
        self.supply.advance(self.clocks.mono_ms())

    def pass_unseen(self, ms: int) -> None:
        """Time passes while nobody runs."""
        self.clocks.now_ns += ms * 1_000_000

    # the people -----------------------------------------------------------------------------------

    def trip(self, name: str, *, unseen: bool = False) -> None:
        """Opens a contact, or a loop's, and lets it qualify; ``unseen``: while nobody runs."""
        (self.contacts.get(name) or self.loops.circuits[name]).trip()
        if not unseen:
            self.wait(60 if name in self.contacts else LOOP_MS)

    def secure(self, name: str, *, unseen: bool = False) -> None:
        """Closes it again."""
        (self.contacts.get(name) or self.loops.circuits[name]).secure()
        if not unseen:
            self.wait(60 if name in self.contacts else LOOP_MS)

    def tag(self, frame: WiegandFrame = TAG) -> None:
        """Holds a tag to the reader."""
        self.reader.present(frame)
        self.wait(100)

    def keys(self, keys: str) -> None:
        """Types on the keypad, as fast as a finger can."""
        for key in keys:
            self.keypad.press(key)
            self.wait(60)
            self.keypad.release(key)
            self.wait(60)

    # what can be seen -----------------------------------------------------------------------------

    def line(self, role: OutputRole) -> bool:
        """The level on the wire of an output."""
        output = next(o for o in self.config.output if o.role is role)
        return self.wires.level(output.pin) is output.active_high

    def status(self) -> dict[str, Any]:
        """What a person at the panel's shell sees."""
        found: dict[str, Any] = json.loads(self.engine.status())
        return found

    def phases(self) -> dict[str, str]:
        """Each area's phase."""
        return {area["id"]: area["phase"] for area in self.status()["areas"]}

    def reports(self) -> list[dict[str, Any]]:
        """Every report not yet acknowledged, as the station would read it."""
        rows = self.journal.unacked(0, 0, 10_000)
        found = [payload(row.jws) for row in rows]
        return sorted(found, key=lambda report: (report["mono_ms"], report["seq"]))

    def kinds(self) -> list[str]:
        """The kinds of those reports, in order."""
        return [report["kind"] for report in self.reports()]

    def pulled(self, after_alarm: int = 0, after_other: int = 0, limit: int = 8) -> list[Rows]:
        """What a carrier gets now for a pull."""
        found: list[Rows] = []
        self.engine.ledger.pull(after_alarm, after_other, limit, found.append)
        return found

    def published(self, topic: str) -> list[dict[str, Any]]:
        """What was put out on a topic, in order."""
        return [payload(m.jws) for m in self.told if isinstance(m, Publish) and m.topic == topic]

    def _people(self, key: bytes) -> People:
        areas, modes = tuple(a.id for a in self.config.area), (Mode.TOTAL, Mode.PARTIAL, Mode.NIGHT)
        people = add_first_administrator(People(), User(id="ana", name="Ana", role=Role.ADMINISTRATOR))
        people = add_user(people, User(id="rui", name=RUI, role=Role.RESIDENT, arm=areas, disarm=areas, modes=modes))
        people = set_code(people, "ana", verifier(key, PIN))
        people = add_tag(people, Tag(number=TAG.tag, label="blue", user="ana"))
        for identity, actor in ((self.station, STATION), (self.user_key, "rui")):
            public = identity.public()
            people = add_key(
                people,
                Key(
                    kid=kid(public),
                    ed25519=public.ed25519,
                    x25519=public.x25519,
                    actor=actor,
                    kind=public.kind.value,
                ),
            )
        return people


def payload(jws: str) -> dict[str, Any]:
    """The inside of a compact JWS, unverified."""
    part = jws.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found
