"""Does each input on a climate sensor say once when it is open, and is its zone of a kind for which that makes sense?

As in ``checks``: one mistake, one finding, and silence where a value that is needed is wrong itself.
"""

from collections.abc import Iterator

from panel.config.findings import Finding, Row, Sheet, nearest, shown
from panel.config.messages import Fault
from zones.kinds import Kind

# The limits of a sensor's input, each with the kinds of zone that it makes sense for. A fire is not among them: what is
# asked every ten seconds, and warms up with the air of its room, is no fire detector.
LIMITS: dict[str, tuple[Kind, ...]] = {
    "below_c": (Kind.FREEZE, Kind.TECHNICAL),
    "above_c": (Kind.HEAT, Kind.TECHNICAL),
    "above_rh": (Kind.HUMIDITY, Kind.TECHNICAL),
}


def the_sensor_is_there(sheet: Sheet) -> Iterator[Finding]:
    """That an input names."""
    known = sheet.names("sensor", "name")
    for row in sheet["input"]:
        word = row.get("sensor", str)
        if word is not None and known is not None and word not in known:
            names = ", ".join(known) or "none: there is no [[sensor]] in the file"
            yield row.finding(Fault.UNKNOWN_REFERENCE, "sensor", shown(word), near=nearest(word, known), names=names)


def there_is_one_limit(sheet: Sheet) -> Iterator[Finding]:
    """Of several, nobody could say which is meant, or whether all of them are."""
    for row in sheet["input"]:
        given = _limits(row)
        if _on_a_sensor(row) and len(given) != 1:
            found = " and ".join(given) or "none"
            yield row.finding(Fault.SENSOR_LIMIT, (given or ["sensor"])[-1], found, names=", ".join(LIMITS))


def the_zone_suits_the_limit(sheet: Sheet) -> Iterator[Finding]:
    """Its kind; and it has no wiring."""
    inputs = {row.get("name", str): row for row in sheet["input"] if _on_a_sensor(row)}
    for zone in sheet["zone"]:
        row = inputs.get(zone.get("input", str) or "")
        if row is None:
            continue
        if "wiring" in zone.given and "wiring" in zone.values:
            found, where = shown(str(zone.values["wiring"])), "a sensor, which has no contact"
            yield zone.finding(Fault.INPUT_KEY, "wiring", found, named="wiring", what="pin or adc", where=where)
        yield from _kind_suits(zone, row)


def _kind_suits(zone: Row, row: Row) -> Iterator[Finding]:
    limits, kind = _limits(row), zone.get("kind", Kind)
    if len(limits) == 1 and kind is not None and kind not in LIMITS[limits[0]]:
        kinds = ", ".join(each.value for each in LIMITS[limits[0]])
        yield zone.finding(Fault.SENSOR_KIND, "kind", shown(kind.value), kinds=kinds, input=row.place, limit=limits[0])


def _on_a_sensor(row: Row) -> bool:
    return {"pin", "adc", "sensor"} & row.given == {"sensor"}


def _limits(row: Row) -> list[str]:
    return [limit for limit in LIMITS if limit in row.given]


CHECKS = (the_sensor_is_there, there_is_one_limit, the_zone_suits_the_limit)
