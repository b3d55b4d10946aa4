"""Figures: percentiles, and the one object each benchmark prints."""

import platform
from collections.abc import Sequence
from pathlib import Path

_CPUINFO = Path("/proc/cpuinfo")


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all are not above (nearest rank, no interpolation)."""
    assert values, "no values, no percentile"
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * int(share * 1000) // 1000) - 1)]


def latencies(bench: str, values_ms: Sequence[float], pins: str) -> dict[str, object]:
    """The object of a latency benchmark, milliseconds with three places."""
    figures = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99, "max_ms": 1.0}
    found: dict[str, object] = {"bench": bench, "n": len(values_ms)}
    for name, share in figures.items():
        found[name] = round(percentile(values_ms, share), 3)
    return found | {"pins": pins, "machine": machine()}


def machine() -> str:
    """What this was measured on, in a line."""
    system = f"{platform.system()} {platform.release()}"
    return f"{_processor()}, {_cores()} cores, {system}, Python {platform.python_version()}"


def _processor() -> str:
    try:
        lines = _CPUINFO.read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    named = {line.split(":")[0].strip(): line.split(":", 1)[1].strip() for line in lines if ":" in line}
    return named.get("Model") or named.get("model name") or platform.machine()


def _cores() -> int:
    return _CPUINFO.read_text(encoding="utf-8").count("processor\t:") if _CPUINFO.exists() else 1
