"""The whole panel on a stage: simulated wires at one end, a station that commits and signs at the other."""

import re
from collections.abc import Callable
from pathlib import Path

from comms.documents import ReportDoc
from comms.keys import fingerprint
from hw_sim.world.battery import Battery, lead_acid
from hw_sim.world.faults import WireFault
from panel.api import Received
from panel.config import load
from panel.config.model import OutputRole
from panel.store.crashes import forget_crashes, must_distrust, note_crash
from station.intake import Incoming, Intake
from tests.support.panel_on_wires import LOOP_MS, PIN, STEP_MS, PanelOnWires
from tests.support.stories.form import StoryError, clock

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
HOUSES = {"home": EXAMPLES / "home.toml", "loops": EXAMPLES / "loops.toml"}
SEEN = (OutputRole.SIREN, OutputRole.STROBE, OutputRole.LAMP_READY, OutputRole.LAMP_ARMED, OutputRole.LAMP_ALARM)
PULL = 1_000
LONG_MS, LONG_STEP_MS = 5 * 60_000, 1_000  # while hours pass, nothing but the supply is looked at


class WiresStage:
    """An example home, on contacts or on loops, and a station that hears what the link carries."""

    def __init__(self, folder: Path, house: str = "home") -> None:
        self.panel = PanelOnWires(load(HOUSES[house]), folder / "alarmd")
        self.began_ms = self.panel.clocks.mono_ms()
        self.intake = Intake.open(folder / "station", self.panel.station)
        public = self.panel.identity.public()
        self.intake.enrol(public, fingerprint(public))
        self.carries, self.runs, self.delivers_twice = True, True, False
        self.phases: dict[str, str] = {}
        self.seen: tuple[str, ...] = ()
        self.heard = 0
        self._news()

    def close(self) -> None:
        """Switches everything off."""
        self.panel.kill()
        self.intake.close()

    def next_ms(self) -> int | None:
        """What it does by itself is seen at the instants that the story names."""
        return None

    def passes(self, at_ms: int) -> list[str]:
        """Virtual time, waking the engine whenever it asks; unseen while nobody runs."""
        wait_ms = self.began_ms + at_ms - self.panel.clocks.mono_ms()
        if wait_ms < 0:
            raise StoryError(f"{clock(at_ms)} is over: what people do takes its time on the wires")
        if self.runs:
            self.panel.wait(wait_ms, step_ms=STEP_MS if wait_ms <= LONG_MS else LONG_STEP_MS)
        else:
            self.panel.pass_unseen(wait_ms)
        return self._news()

    def does(self, deed: str) -> list[str]:
        """Looks the deed up among the verbs of the wires."""
        for pattern, act in VERBS:
            if found := re.fullmatch(pattern, deed):
                act(self, found)
                return self._news()
        raise StoryError(
            f"nobody knows how to do {deed!r} on the wires; the verbs are in tests/support/stories/wires.py"
        )

    # deeds ----------------------------------------------------------------------------------------

    def moves(self, name: str, how: str) -> None:
        """A contact, by the name of its zone."""
        moved = self.panel.trip if how in ("opens", "trips") else self.panel.secure
        moved(self._input(name), unseen=not self.runs)

    def befalls(self, name: str, fault: WireFault) -> None:
        """Something befalls the loop of a zone."""
        self.panel.loops.circuits[self._input(name)].befall(fault)
        self.panel.wait(LOOP_MS)

    def pulls(self, name: str, out: bool) -> None:
        """A converter is pulled out of its bus, or put back."""
        adc = next(adc for adc in self.panel.config.adc if adc.name == name)
        missing = self.panel.chips.at(adc.i2c_bus).missing
        (missing.add if out else missing.discard)(adc.address)

    def _input(self, zone: str) -> str:
        named = {each.name: each.input for each in self.panel.config.zone}
        if zone not in named:
            raise StoryError(f"no zone {zone!r} here; there is {', '.join(named)}")
        return named[zone]

    def ends(self, *, broken: bool = False, power: bool = False) -> None:
        """The process ends: killed, by a broken invariant, or with the power."""
        self.panel.kill()
        self.runs = False
        if broken:
            note_crash(self.panel.folder, self.panel.clocks.boottime_ms(), self.panel.clocks.boot_id)
        if power:
            self.panel.clocks.boot_id += "'"

    def starts(self) -> None:
        """As alarmd starts: after three broken ends from the second copy, for those in the store may be the reason."""
        clocks, folder = self.panel.clocks, self.panel.folder
        distrusted = must_distrust(folder, clocks.boottime_ms(), clocks.boot_id)
        if distrusted:
            forget_crashes(folder)
        self.panel.start(distrusted=distrusted)
        self.runs = True

    def wears(self) -> None:
        """Years pass over the battery, charged as it was."""
        supply = self.panel.supply
        supply.battery = Battery(lead_acid(supply.capacity_mah, 0.5))

    def ruins(self) -> None:
        """The database is overwritten while nobody looks."""
        for path in self.panel.folder.glob("*.db*"):
            path.write_bytes(b"ruined" * 100)

    # what is seen ---------------------------------------------------------------------------------

    def _news(self) -> list[str]:
        said = [*self._house()] if self.runs else []
        if self.runs and self.carries:
            self._carry()
        entries = self.intake.told(self.heard, PULL)
        self.heard = max([self.heard, *(entry.n for entry, _ in entries)])
        names = {zone.id: zone.name for zone in self.panel.config.zone}
        for entry, report in entries:
            trouble = report.trouble if isinstance(report, ReportDoc) else ""
            where = ", ".join(word for word in (entry.area, names.get(entry.zone, ""), trouble) if word)
            twice = f", {entry.verdict}" if entry.verdict != "accepted" else ""
            said.append(f"station {entry.seq} {entry.kind}{f': {where}' if where else ''}{twice}")
        return said

    def _house(self) -> list[str]:
        phases = {area["id"]: f"{area['phase']}, {area['mode']}" for area in self.panel.status()["areas"]}
        said = [f"{name}: {now}" for name, now in phases.items() if self.phases.get(name, "idle, disarmed") != now]
        seen = tuple(role.value for role in SEEN if self.panel.line(role))
        if seen != self.seen:
            said.append(f"wires {' '.join(seen) or 'nothing'}")
        self.phases, self.seen = phases, seen
        return said

    def _carry(self) -> None:
        """Everything the outbox holds, delivered; the station's signed acknowledgement back."""
        for _ in range(2 if self.delivers_twice else 1):
            rows = [row for rows in self.panel.pulled(limit=PULL) for row in rows.rows]
            self._deliver([("report", row.jws) for row in rows], acknowledge=not self.delivers_twice)
        if self.delivers_twice:
            self.delivers_twice = False
            self._carry()

    def _deliver(self, bodies: list[tuple[str, str]], *, acknowledge: bool) -> None:
        prefix, wall_ms = f"sereno/1/{self.panel.config.panel.id}", self.panel.clocks.wall_ms()
        incoming = [Incoming(f"{prefix}/{topic}", body.encode("ascii"), wall_ms) for topic, body in bodies]
        for outgoing in self.intake.receive_all(incoming).outgoing if incoming else ():
            if acknowledge:
                self.panel.engine.desk.received(Received(topic="ack", body=outgoing.body.decode("ascii")))


Act = Callable[[WiresStage, re.Match[str]], None]


def _link(stage: WiresStage, found: re.Match[str]) -> None:
    stage.carries = found[1] != "is cut"
    stage.delivers_twice = found[1] == "is back, and delivers everything twice"


def _mains(stage: WiresStage, found: re.Match[str]) -> None:
    stage.panel.supply.switch_mains(found[1] == "are back", stage.panel.clocks.mono_ms())


BEFALLS = {
    "cut": WireFault.CUT,
    "shorted": WireFault.SHORT,
    "mended": WireFault.MEND,
    "covered": WireFault.MASK,
    "free again": WireFault.MEND,
}

VERBS: tuple[tuple[str, Act], ...] = (
    (r"(.+)'s wires are (cut|shorted|mended)", lambda stage, found: stage.befalls(found[1], BEFALLS[found[2]])),
    (r"(.+) is (covered|free again)", lambda stage, found: stage.befalls(found[1], BEFALLS[found[2]])),
    (r"converter (\w+) is (pulled out|put back)", lambda stage, found: stage.pulls(found[1], found[2] == "pulled out")),
    (r"(.+) (opens|trips|closes|rests)", lambda stage, found: stage.moves(found[1], found[2])),
    (r"Ana types her PIN", lambda stage, found: stage.panel.keys(f"{PIN}#")),
    (r"Ana types (A|B|C|D) and her PIN", lambda stage, found: stage.panel.keys(f"{found[1]}{PIN}#")),
    (r"Ana shows the blue tag", lambda stage, found: stage.panel.tag()),
    (r"the link (is cut|is back|is back, and delivers everything twice)", _link),
    (r"alarmd is killed", lambda stage, found: stage.ends()),
    (r"alarmd meets what can never be", lambda stage, found: stage.ends(broken=True)),
    (r"the power goes", lambda stage, found: stage.ends(power=True)),
    (r"the mains (are cut|are back)", _mains),
    (r"the battery is worn: it gives half of what its label says", lambda stage, found: stage.wears()),
    (r"the database is ruined", lambda stage, found: stage.ruins()),
    (r"alarmd starts", lambda stage, found: stage.starts()),
)
