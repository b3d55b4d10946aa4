"""Tones become levels in time, the siren before everything else."""

from panel.config.model import OutputConfig, OutputRole
from panel.core.names import Mode
from panel.core.outputs import Outputs, Tone
from panel.daemon.lines import Lines
from panel.ports import PortError

QUIET = Outputs(siren=Tone.OFF, strobe=False, sounder=Tone.OFF, lamp_ready=False, lamp_armed=False, lamp_alarm=False)


class Line:
    """A line that notes what was written to it, and when in the order of all lines."""

    def __init__(self, name: str, order: list[str]) -> None:
        self.name = name
        self.on = False
        self.broken = False
        self.order = order

    def write(self, on: bool) -> None:
        self.order.append(self.name)
        if self.broken:
            raise PortError("cut")
        self.on = on

    def read(self) -> bool:
        if self.broken:
            raise PortError("cut")
        return self.on


def wired(*roles: OutputRole) -> tuple[Lines, dict[OutputRole, Line], list[str]]:
    """Lines with one output for each role, wired in the order given."""
    order: list[str] = []
    configs = tuple(OutputConfig(name=role.value, pin=i, role=role) for i, role in enumerate(roles))
    ports = {role: Line(role.value, order) for role in roles}
    return Lines(configs, {role.value: port for role, port in ports.items()}), ports, order


def loud(**changes: object) -> Outputs:
    """Quiet but for what is named."""
    return Outputs(**{name: getattr(QUIET, name) for name in QUIET.__struct_fields__} | changes)


def test_the_siren_is_written_first_however_the_installer_ordered_the_outputs() -> None:
    lines, _, order = wired(OutputRole.LAMP_ALARM, OutputRole.SOUNDER, OutputRole.STROBE, OutputRole.SIREN)
    lines.drive(loud(siren=Tone.STEADY), QUIET, 0)
    assert order == ["siren", "strobe", "sounder", "lamp_alarm"]


def test_a_broken_siren_line_does_not_silence_the_strobe() -> None:
    lines, ports, _ = wired(OutputRole.SIREN, OutputRole.STROBE)
    ports[OutputRole.SIREN].broken = True
    lines.drive(loud(siren=Tone.STEADY, strobe=True), QUIET, 0)
    assert ports[OutputRole.STROBE].on
    lines.check()


def test_lamps_follow_what_is_kept_and_sounds_what_is_live() -> None:
    lines, ports, _ = wired(OutputRole.SIREN, OutputRole.LAMP_ARMED)
    lines.drive(loud(siren=Tone.STEADY, lamp_armed=True), QUIET, 0)
    assert ports[OutputRole.SIREN].on
    assert not ports[OutputRole.LAMP_ARMED].on


def test_fire_sounds_temporal_three_from_when_it_began() -> None:
    lines, ports, _ = wired(OutputRole.SIREN)
    heard = []
    next_ms: int | None = 700
    for at_ms in range(700, 700 + 4000, 250):
        next_ms = lines.drive(loud(siren=Tone.FIRE), QUIET, at_ms)
        heard.append("#" if ports[OutputRole.SIREN].on else ".")
    assert "".join(heard) == "##..##..##......"
    assert next_ms == 4700


def test_the_next_write_is_asked_for_at_the_next_turn_of_the_pattern() -> None:
    lines, _, _ = wired(OutputRole.SOUNDER)
    assert lines.drive(loud(sounder=Tone.SLOW_BEEPS), QUIET, 1000) == 1100
    assert lines.drive(loud(sounder=Tone.SLOW_BEEPS), QUIET, 1100) == 2000
    assert lines.drive(loud(sounder=Tone.STEADY), QUIET, 1100) is None


def test_a_free_relay_is_on_while_the_core_names_it_and_no_other() -> None:
    order: list[str] = []
    configs = tuple(
        OutputConfig(name=name, pin=pin, role=OutputRole.RELAY, on_modes=(Mode.TOTAL,))
        for pin, name in enumerate(("porch", "gate"))
    )
    ports = {name: Line(name, order) for name in ("porch", "gate")}
    lines = Lines(configs, ports)
    lines.drive(loud(relays=("gate",)), QUIET, 0)
    assert (ports["porch"].on, ports["gate"].on) == (False, True)
    lines.drive(QUIET, loud(relays=("gate",)), 1_000)
    assert (ports["porch"].on, ports["gate"].on) == (False, False), "what protects follows what is live"
