"""How full the battery is and how long it lasts: charge counted in and out, corrected wherever it is certain.

A voltage under load says little, least of all for LiFePO4. So the charge is counted, and three things correct it:

1. **Full**: on the charger, at its voltage, and hardly any current goes in. The count is the capacity.
2. **Empty**: the voltage at which the panel must stop. The count is nothing, and if the battery was full before, what
   was taken out in between *is* its capacity: an old battery is known after one cycle, whatever its label says.
3. **At the beginning**, when nothing is known, the voltage, as if it had rested.

Faster is less: charge taken at a multiple of the twenty-hour rate counts more, by Peukert's exponent.
"""

import msgspec

from battery.chemistry import Profile, rested_permille

HOUR_MS = 3_600_000
RATED_HOURS = 20  # lead-acid capacities are printed for this; the others hardly depend on it
FULL_SHARE = 50  # full when less than a fiftieth of its capacity goes in per hour
FULL_MS = 600_000  # for so long
SMOOTH_MS = 600_000  # the load of the last ten minutes or so: a modem sends in bursts of two amperes
GAP_MAX_MS = 60_000  # a reading this late tells nothing of what flowed meanwhile
RETURNED = 0.9  # of what goes in comes out again; lead-acid wastes the rest, the others less, and "full" corrects it


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """A battery as the installer describes it. ``capacity_mah``: as printed on it."""

    profile: Profile
    cells: int
    capacity_mah: int


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """What is known. ``left_mah`` of ``capacity_mah``, as learnt; ``load_ma``: smoothed, taken out.

    ``taken_mah``: since it was full, None if it has not been full since. ``full_since_ms``: it looks full since then.
    """

    at_ms: int
    left_mah: float
    capacity_mah: float
    load_ma: float
    taken_mah: float | None = None
    full_since_ms: int | None = None


def first(pack: Pack, at_ms: int, battery_mv: int, out_ma: int, learnt_mah: float | None = None) -> Charge:
    """What can be said at the first reading. ``out_ma``: current taken out; negative while it is charged.
    ``learnt_mah``: what this battery has shown to give."""
    permille = rested_permille(pack.profile, battery_mv // pack.cells)
    capacity_mah = pack.capacity_mah if learnt_mah is None else learnt_mah
    left_mah = capacity_mah * permille / 1_000
    return Charge(at_ms=at_ms, left_mah=left_mah, capacity_mah=capacity_mah, load_ma=max(0, out_ma))


def measured(pack: Pack, known: Charge, at_ms: int, battery_mv: int, out_ma: int) -> Charge:
    """What is known after one more reading. ``at_ms`` must not be earlier than the one before."""
    counted = _counted(pack, known, at_ms, out_ma)
    if out_ma > 0 and battery_mv <= pack.profile.empty_mv * pack.cells:
        return _empty(counted)
    return _maybe_full(pack, counted, battery_mv, out_ma)


def hours_left(pack: Pack, known: Charge) -> float | None:
    """Hours until it is empty at the load of the last minutes; None while it is not being emptied."""
    return known.left_mah / _weighed_ma(pack, known.load_ma) if known.load_ma >= 1 else None


def percent(known: Charge) -> int:
    """Of its present capacity, 0 to 100."""
    return round(100 * known.left_mah / known.capacity_mah)


def _counted(pack: Pack, known: Charge, at_ms: int, out_ma: int) -> Charge:
    gap_ms = at_ms - known.at_ms
    share = min(1.0, gap_ms / SMOOTH_MS)
    # A load that begins is taken as it is: after the mains failed, nobody may wait ten minutes to know the hours left.
    load_ma = max(0, out_ma) if known.load_ma < 1 else known.load_ma + share * (max(0, out_ma) - known.load_ma)
    if gap_ms > GAP_MAX_MS:
        return msgspec.structs.replace(known, at_ms=at_ms, load_ma=load_ma, full_since_ms=None)
    flown_mah = _weighed_ma(pack, out_ma) * gap_ms / HOUR_MS
    return msgspec.structs.replace(
        known,
        at_ms=at_ms,
        left_mah=min(known.capacity_mah, max(0.0, known.left_mah - flown_mah)),
        load_ma=load_ma,
        taken_mah=None if known.taken_mah is None else max(0.0, known.taken_mah + flown_mah),
    )


def _weighed_ma(pack: Pack, out_ma: float) -> float:
    """What that current takes out of the capacity: the faster, the more. Faster than what is printed on the battery,
    however old it is: what was learnt about it was learnt by this measure."""
    if out_ma <= 0:
        return out_ma * RETURNED
    rated_ma = pack.capacity_mah / RATED_HOURS
    return float(out_ma * max(1.0, out_ma / rated_ma) ** (pack.profile.peukert - 1))


def _empty(known: Charge) -> Charge:
    learnt_mah = known.capacity_mah if known.taken_mah is None else max(1.0, known.taken_mah)
    return msgspec.structs.replace(known, left_mah=0.0, capacity_mah=learnt_mah, taken_mah=None, full_since_ms=None)


def _maybe_full(pack: Pack, known: Charge, battery_mv: int, out_ma: int) -> Charge:
    looks_full = battery_mv >= pack.profile.charged_mv * pack.cells and 0 <= -out_ma <= known.capacity_mah / FULL_SHARE
    if not looks_full:
        return msgspec.structs.replace(known, full_since_ms=None)
    since_ms = known.at_ms if known.full_since_ms is None else known.full_since_ms
    if known.at_ms - since_ms < FULL_MS:
        return msgspec.structs.replace(known, full_since_ms=since_ms)
    return msgspec.structs.replace(known, left_mah=known.capacity_mah, taken_mah=0.0, full_since_ms=since_ms)
