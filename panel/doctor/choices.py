"""What is in order as it is written, and yet worth a second thought of whoever installs it."""

from collections.abc import Iterator

from panel.config.model import Config, OutputRole, ReaderKind
from panel.doctor.findings import Finding, Section, Teller


def findings(config: Config) -> Iterator[Finding]:
    """A note for each; none for an installation that has everything."""
    tell = Teller(Section.CONFIGURATION)
    if config.mqtt is None and config.gsm is None:
        todo = "[mqtt] for the broker of the station, [gsm] for a modem"
        yield tell.note("reports", "no alarm leaves the house", "a way to the station, better two", todo)
    if config.power is None:
        todo = "[power] and an INA219 between charger and battery"
        yield tell.note("supply", "nobody watches mains and battery", "a battery whose charge is known", todo)
    if not any(each.role is OutputRole.SIREN for each in config.output):
        yield tell.note("siren", "none", "one that everybody hears", 'an [[output]] with role = "siren"')
    yield from _tags(tell, config)


def _tags(tell: Teller, config: Config) -> Iterator[Finding]:
    chips = [each.name for each in config.reader if each.kind is not ReaderKind.WIEGAND]
    if chips and not config.tags.uid_only_needs_pin:
        found = f"a tag at {', '.join(chips)} is a number, which anybody copies in seconds, and disarms without a PIN"
        yield tell.note("tags", found, "with a PIN only", "uid_only_needs_pin = true under [tags]")
