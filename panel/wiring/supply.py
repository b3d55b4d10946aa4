"""What the supply must be, by the configuration: volts of charge and cut-off, fuse, load of the battery test."""

from enum import Enum

import msgspec

from battery.chemistry import Chemistry
from panel.config.gsm import GsmConfig, ModemKind
from panel.config.model import Config, OutputRole
from panel.config.power import PowerConfig, pack_of
from panel.wiring.fuses import Fuse, of_the_battery
from panel.wiring.outputs import relay_names

# Millivolts of a cell on the charger: lead on float at 20 degrees (makers print 2.25 to 2.30 V); the others full.
CHARGE_MV = {Chemistry.LEAD_ACID: 2_280, Chemistry.LIFEPO4: 3_600, Chemistry.LI_ION: 4_200}
E12 = (10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82)
WATTS = (5, 10, 25, 50, 100, 200, 500)
FOR_12_V_MV = range(10_000, 15_001)  # what feeds 12 V devices as it is
USUAL_MV = 12_000
CARRIES = 0.7  # of what is printed on a fuse, for the half minute of a test
LAMPS = frozenset({OutputRole.LAMP_READY, OutputRole.LAMP_ARMED, OutputRole.LAMP_ALARM})


class Feed(Enum):
    """What a modem is fed from."""

    FOUR_VOLTS = "a converter of its own"
    FIVE_VOLTS = "the computer's converter"


def feed(gsm: GsmConfig) -> Feed:
    """A SIM800 takes 3.4 to 4.4 V (its sheet, VBAT); others come on boards for 5 V."""
    return Feed.FOUR_VOLTS if gsm.modem is ModemKind.SIM800 else Feed.FIVE_VOLTS


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What of a supply there is. ``test``: the relay of the battery test, if there is one."""

    power: PowerConfig | None
    test: str
    outputs: bool
    readers: bool
    modem: bool

    @property
    def nominal_mv(self) -> int:
        """By which the battery is sold."""
        if self.power is None:
            return USUAL_MV
        pack = pack_of(self.power)
        return pack.profile.cell_mv * pack.cells

    @property
    def charged_mv(self) -> int:
        """What the charger gives."""
        assert self.power is not None, "a battery that nobody described"
        return CHARGE_MV[self.power.chemistry] * pack_of(self.power).cells

    @property
    def cut_off_mv(self) -> int:
        """Below which the supply must let go of the battery."""
        assert self.power is not None, "a battery that nobody described"
        pack = pack_of(self.power)
        return pack.profile.empty_mv * pack.cells

    @property
    def needs_12_v(self) -> bool:
        """Whether what the battery gives must be made 12 V first."""
        return self.nominal_mv not in FOR_12_V_MV

    @property
    def fuse(self) -> Fuse:
        """At the battery."""
        return of_the_battery(100 if self.power is None else self.power.shunt_mohm)


def plan_of(config: Config) -> Plan:
    """From the tables that say something of it."""
    relays = relay_names(config)
    tests = [relays[each.name] for each in config.output if each.role is OutputRole.BATTERY_TEST]
    return Plan(
        power=config.power,
        test=tests[0] if tests and config.power is not None else "",
        outputs=any(each.role not in LAMPS for each in config.output),
        readers=bool(config.reader),
        modem=config.gsm is not None and feed(config.gsm) is Feed.FOUR_VOLTS,
    )


def load_of(plan: Plan) -> tuple[float, int]:
    """The resistor that draws a tenth of the battery's capacity, or what its fuse carries if that is less: ohms of the
    series E12, the next above; watts with as much again in reserve."""
    assert plan.power is not None, "a battery that nobody described"
    wanted_ma = min(plan.power.capacity_mah / 10, plan.fuse.milliamps * CARRIES)
    ohms = _next_above(plan.nominal_mv / wanted_ma)
    needed = 2 * (plan.charged_mv / 1_000) ** 2 / ohms
    return ohms, next((watts for watts in WATTS if watts >= needed), WATTS[-1])


def _next_above(ohms: float) -> float:
    series = (step * scale / 100 for scale in (1, 10, 100, 1_000, 10_000) for step in E12)
    return next(value for value in series if value >= ohms)
