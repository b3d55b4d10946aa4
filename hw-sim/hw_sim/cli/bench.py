"""``sereno bench``: figures for docs/performance.md, each one JSON object on the last line."""

import argparse
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

from hw_sim.bench import codes, edges, pictures, processes, restarts, storm, storm_house, texts
from hw_sim.bench.configs import SMOKE, example, watched
from hw_sim.bench.figures import latencies, machine, percentile
from hw_sim.bench.house import BenchError, House, running
from hw_sim.launch.errors import LaunchError

SUMMARY = "measure the panel against its budgets, in a demo of its own"
PINS = "simulated wires over a Unix socket"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``sereno bench``."""
    parser.add_argument("bench", choices=sorted(_BENCHES), help="what to measure")
    parser.add_argument("-n", type=int, default=0, help="how many trips, starts, kills in each phase, zones")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to idle or to storm")
    parser.add_argument("--edges-per-s", type=int, default=20, help="of each contact in the storm")
    parser.add_argument("--seed", type=int, default=1, help="of the instants at which processes are killed")
    parser.add_argument("--users", type=int, default=5_000, help="among how many users a code is looked for")
    parser.add_argument("--json", action="store_true", help="print only the object")


def run(args: argparse.Namespace) -> int:
    """Measures; exit code 1 when the house did not do what was needed."""
    try:
        figures = _BENCHES[args.bench](args)
    except (BenchError, LaunchError, OSError) as error:
        print(f"{args.bench}: {error}", file=sys.stderr)
        return 1
    if not args.json:
        for name, value in figures.items():
            print(f"{name:>24}  {value}")
    print(json.dumps(figures))
    return 0


def _edge_to_siren(args: argparse.Namespace) -> dict[str, object]:
    with running(example(exit_delay_s=0)) as house:
        siren_ms, _, _ = edges.trips(house, args.n or 1000, _panel_key(house))
    return latencies("edge-to-siren", siren_ms, PINS)


def _edge_to_station(args: argparse.Namespace) -> dict[str, object]:
    with running(example(exit_delay_s=0)) as house:
        _, station_ms, missing = edges.trips(house, args.n or 1000, _panel_key(house))
    return latencies("edge-to-station", station_ms, PINS) | {"not_committed": missing}


def _start(args: argparse.Namespace) -> dict[str, object]:
    with running(example()) as house:
        taken = [processes.restart(house) for _ in range(args.n or 20)]
    return latencies("start", [start_ms for _, start_ms in taken], PINS) | {
        "from_kill_p50_ms": round(percentile([kill_ms for kill_ms, _ in taken], 0.5), 1),
        "from_kill_max_ms": round(max(kill_ms for kill_ms, _ in taken), 1),
    }


def _idle(args: argparse.Namespace) -> dict[str, object]:
    """The example at peace, or, with ``-n``, so many detectors: what the lines cannot carry hangs on converters."""
    with running(storm_house.text(storm_house.detectors(args.n)) if args.n else example()) as house:
        zones = len(house.status()["zones"])
        found = processes.idle(house, args.seconds)
    figures = {"bench": "idle", "n": 1, "zones": zones, "seconds": args.seconds}
    return figures | found | {"pins": PINS, "machine": machine()}


def _memory(args: argparse.Namespace) -> dict[str, object]:
    with running(example(exit_delay_s=0)) as house:
        for _ in range(args.n or 50):
            _one_alarm(house)
        found = {
            "alarmd_mb": round(processes.rss_mb(house.alarmd_pid()), 1),
            "commsd_mb": round(processes.rss_mb(house.child_pid("commsd")), 1),
            "station_mb": round(processes.rss_mb(house.child_pid("station")), 1),
        }
    return {"bench": "memory", "n": args.n or 50, **found, "pins": PINS, "machine": machine()}


def _one_alarm(house: House) -> None:
    """One alarm and its restore, so that memory is measured warm."""
    house.forget()
    house.act("open", zone=SMOKE)
    house.wait_for("siren", "on")
    house.act("close", zone=SMOKE)
    house.wait_for("siren", "off")


def _restart(args: argparse.Namespace) -> dict[str, object]:
    text = example(exit_delay_s=restarts.EXIT_S, entry_delay_a_s=restarts.ENTRY_S)
    with running(text) as house:
        done = restarts.rounds(house, args.n or 20, args.seed)
        judged = restarts.judge(house, done)
    siren_ms = [each.siren_ms for each in done if each.siren_ms is not None]
    return latencies("restart", siren_ms, PINS) | {
        "kills": len(done),
        "same_state": sum(each.same_state for each in done),
        "back_p50_ms": round(statistics.median(each.back_ms for each in done), 1),
        **judged,
        "seed": args.seed,
    }


def _code(args: argparse.Namespace) -> dict[str, object]:
    tries = args.n or 5_000
    right, wrong = codes.times(args.users, tries, args.seed)
    found = {
        f"{what}_{name}_{label}_ms": round(percentile(values, share), 4)
        for what, values_of in (("right", right), ("wrong", wrong))
        for name, values in (("found", values_of.found_ms), ("decided", values_of.decided_ms))
        for label, share in (("p50", 0.5), ("p99", 0.99), ("max", 1.0))
    }
    return {"bench": "code", "n": tries, "users": args.users, "seed": args.seed, **found, "machine": machine()}


def _alarm_to_picture(args: argparse.Namespace) -> dict[str, object]:
    count = args.n or 50
    pairs = max(1, count // 25)  # each takes a minute and a half
    with running(watched(example(exit_delay_s=0))) as house:
        good = pictures.good_line(house, count)
        bad = pictures.bad_line(house, pairs)
    found = latencies("alarm-to-picture", good.first, PINS) | {
        "whole_p50_ms": round(percentile(good.whole, 0.5), 1),
        "whole_p95_ms": round(percentile(good.whole, 0.95), 1),
        "report_p50_ms": round(percentile(good.report, 0.5), 1),
        "slow": "64 kbit/s and 500 ms each way, shaped in the simulated cable",
        "slow_n": len(bad.first),
    }
    for name, values in (("report", bad.report), ("first", bad.first), ("whole", bad.whole), ("last", bad.last)):
        found |= {f"slow_{name}_p50_ms": round(percentile(values, 0.5)), f"slow_{name}_max_ms": round(max(values))}
    return found | {"cameras": "camerad as it is over drawn rooms of 640 x 480; exposure is not in it, encoding is"}


def _alarm_to_sms(args: argparse.Namespace) -> dict[str, object]:
    """With the network known to be dead, and with one that takes everything and answers nothing."""
    count = args.n or 10
    found: dict[str, object] = {}
    wrong = 0
    for action in ("cut", "silent"):
        with running(example(exit_delay_s=0) + TEXT_FREELY) as house:
            texted, missing = texts.alarms(house, action, count)
        wrong += missing
        for name, values in (("wire", [t.wire_ms for t in texted]), ("station", [float(t.acked_ms) for t in texted])):
            found[f"{action}_{name}_p50_ms"] = round(percentile(values, 0.5), 1)
            found[f"{action}_{name}_max_ms"] = round(max(values), 1)
    return {"bench": "alarm-to-sms", "n": count, **found, "lost_or_doubled": wrong, "pins": PINS, "machine": machine()}


def _storm(args: argparse.Namespace) -> dict[str, object]:
    zones = storm_house.detectors(args.n or 64)
    with running(storm_house.text(zones)) as house:
        found = storm.rage(house, zones, int(args.seconds), args.edges_per_s, args.seed)
    heard = [each for each in found.openings if each.siren_ms is not None]
    figures = latencies("storm", [each.siren_ms for each in heard if each.zone.direct and each.siren_ms], PINS)
    loops = [each.siren_ms for each in heard if not each.zone.direct and each.siren_ms]
    return figures | {
        "zones": len(zones),
        "edges_per_s": args.edges_per_s,
        "seconds": args.seconds,
        "openings": len(found.openings),
        "silent": len(found.openings) - len(heard),
        "lost": len(found.missed),
        "lost_zones": found.missed,
        "false_zones": found.false,
        "loop_n": len(loops),
        "loop_p99_ms": round(percentile(loops, 0.99), 1) if loops else None,
        "loop_max_ms": round(max(loops), 1) if loops else None,
        "cpu_percent": found.cpu_percent,
    }


def _panel_key(house: House) -> Path:
    """The panel's public key, as the demo's own enrolment exported it."""
    found = sorted(house.data.rglob("*panel*.json"))
    if not found:
        raise BenchError("the demo left no exported key of the panel")
    return found[0]


TEXT_FREELY = '\n[gsm]\nport = "/dev/null"\nstation_number = "+351300000001"\nper_day_max = 1000\n'

_BENCHES: dict[str, Callable[[argparse.Namespace], dict[str, object]]] = {
    "alarm-to-picture": _alarm_to_picture,
    "alarm-to-sms": _alarm_to_sms,
    "code": _code,
    "edge-to-siren": _edge_to_siren,
    "edge-to-station": _edge_to_station,
    "start": _start,
    "idle": _idle,
    "memory": _memory,
    "restart": _restart,
    "storm": _storm,
}
