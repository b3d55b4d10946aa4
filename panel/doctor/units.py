"""Which devices can be looked at by themselves: each with a configuration that names nothing else.

Such a configuration is opened by the same board as the whole one, so that what is examined is what will run; and one
device that cannot be opened hides none of the others.
"""

from collections.abc import Callable, Iterator

import msgspec

from panel.config.model import Config
from panel.doctor.findings import Section


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """What is opened together. ``table``: of the configuration; ``name``: of the device in it."""

    table: str
    name: str
    section: Section
    config: Config


def bare(config: Config, **tables: object) -> Config:
    """The configuration without any device but those of ``tables``."""
    empty = {
        field.name: field.default
        for field in msgspec.structs.fields(Config)
        if field.default is not msgspec.NODEFAULT and field.name != "board"
    }
    without: dict[str, object] = {**empty, "input": (), "zone": ()}
    return msgspec.structs.replace(config, **(without | tables))


def _inputs(config: Config) -> Iterator[Unit]:
    for each in config.input:
        if each.pin is not None:
            zones = tuple(zone for zone in config.zone if zone.input == each.name)
            alone = bare(config, input=(each,), zone=zones)
            yield Unit(table="input", name=each.name, section=Section.INPUTS, config=alone)


def _outputs(config: Config) -> Iterator[Unit]:
    """Each whose cable no loop supervises: such a one is opened with the converters."""
    supervised = {wired.siren for wired in config.input}
    for each in config.output:
        if each.name not in supervised:
            alone = bare(config, output=(each,))
            yield Unit(table="output", name=each.name, section=Section.OUTPUTS, config=alone)


def _keypads(config: Config) -> Iterator[Unit]:
    for each in config.keypad:
        alone = bare(config, keypad=(each,))
        yield Unit(table="keypad", name=each.name, section=Section.KEYPADS, config=alone)


def _displays(config: Config) -> Iterator[Unit]:
    for each in config.display:
        alone = bare(config, display=(each,))
        yield Unit(table="display", name=each.name, section=Section.KEYPADS, config=alone)


def _readers(config: Config) -> Iterator[Unit]:
    for each in config.reader:
        alone = bare(config, reader=(each,))
        yield Unit(table="reader", name=each.name, section=Section.READERS, config=alone)


def _sensors(config: Config) -> Iterator[Unit]:
    """Each with the inputs that look at it, and their zones."""
    for each in config.sensor:
        inputs = tuple(wired for wired in config.input if wired.sensor == each.name)
        names = {wired.name for wired in inputs}
        zones = tuple(zone for zone in config.zone if zone.input in names)
        alone = bare(config, sensor=(each,), input=inputs, zone=zones)
        yield Unit(table="sensor", name=each.name, section=Section.SENSORS, config=alone)


def _loops(config: Config) -> Iterator[Unit]:
    """All converters together, since one may measure the rail for the others, and the sirens whose cables their loops
    supervise: a loop over such a cable asks its siren's line whether it is at rest."""
    if not config.adc:
        return
    inputs = tuple(wired for wired in config.input if wired.adc is not None)
    names, sirens = {wired.name for wired in inputs}, {wired.siren for wired in inputs}
    zones = tuple(zone for zone in config.zone if zone.input in names)
    outputs = tuple(output for output in config.output if output.name in sirens)
    alone = bare(config, adc=config.adc, input=inputs, zone=zones, output=outputs)
    yield Unit(table="adc", name=", ".join(adc.name for adc in config.adc), section=Section.INPUTS, config=alone)


def _clock(config: Config) -> Iterator[Unit]:
    if config.clock is not None:
        alone = bare(config, clock=config.clock)
        yield Unit(table="clock", name="[clock]", section=Section.CLOCK, config=alone)


def _power(config: Config) -> Iterator[Unit]:
    if config.power is not None:
        alone = bare(config, power=config.power)
        yield Unit(table="power", name="[power]", section=Section.POWER, config=alone)


KINDS: tuple[Callable[[Config], Iterator[Unit]], ...] = (
    _outputs,  # first: until it is claimed, only a weak pull holds a siren's line
    _loops,  # and some of the sirens
    _inputs,
    _keypads,
    _displays,
    _readers,
    _sensors,
    _clock,
    _power,
)


def units(config: Config) -> list[Unit]:
    """Every device by itself, as far as that goes."""
    return [unit for kind in KINDS for unit in kind(config)]
