"""What processes cost: memory, processor, wake-ups, writes, and the time until they protect."""

import os
import time
from pathlib import Path

from hw_sim.bench.configs import SMOKE
from hw_sim.bench.house import House

TICKS = os.sysconf("SC_CLK_TCK")
RESTARTED_S = 10.0


def rss_mb(pid: int) -> float:
    """Resident memory of a process, MB."""
    return int(_status(pid)["VmRSS"].split()[0]) / 1024


def cpu_s(pid: int) -> float:
    """Processor time of a process so far, all threads, seconds."""
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS


def wakeups(pid: int) -> int:
    """How often the kernel has woken the process' threads so far (voluntary context switches)."""
    total = 0
    for task in (Path("/proc") / str(pid) / "task").iterdir():
        total += int(_parse(task / "status")["voluntary_ctxt_switches"])
    return total


def written_bytes(pid: int) -> int:
    """What the process has caused to be written to the medium so far."""
    return int(_parse(Path("/proc") / str(pid) / "io")["write_bytes"])


def started_s(pid: int) -> float:
    """When the process started, on the monotonic clock, to a hundredth of a second."""
    since_boot_s = int(_stat(pid)[19]) / TICKS
    return since_boot_s - (time.clock_gettime(time.CLOCK_BOOTTIME) - time.monotonic())


def idle(house: House, seconds: float) -> dict[str, float]:
    """alarmd in a house where nothing happens: share of a core, wake-ups a second, writes a minute."""
    pid = house.alarmd_pid()
    time.sleep(5)  # what starting left behind is not idling
    before = cpu_s(pid), wakeups(pid), written_bytes(pid), time.monotonic()
    time.sleep(seconds)
    after = cpu_s(pid), wakeups(pid), written_bytes(pid), time.monotonic()
    took_s = after[3] - before[3]
    return {
        "cpu_percent": round(100 * (after[0] - before[0]) / took_s, 3),
        "wakeups_per_s": round((after[1] - before[1]) / took_s, 1),
        "written_bytes_per_minute": round(60 * (after[2] - before[2]) / took_s),
    }


def restart(house: House) -> tuple[float, float]:
    """Kills alarmd, trips a detector while nobody is there: from the kill, and from the new process' start,
    until the siren's line is driven. Milliseconds."""
    house.forget()
    killed_s = house.kill_alarmd()
    house.act("open", zone=SMOKE)
    rung = house.wait_for("siren", "on", RESTARTED_S)
    rung_s = rung["at_us"] / 1e6
    house.until(lambda: house.alarmd_pid() > 0, "alarmd at its console")  # it guards before it answers
    start_s = started_s(house.alarmd_pid())
    house.act("close", zone=SMOKE)
    house.wait_for("siren", "off", RESTARTED_S)
    return 1000 * (rung_s - killed_s), 1000 * (rung_s - start_s)


def _stat(pid: int) -> list[str]:
    """The fields behind the name, so that index 11 is utime (proc(5), field 14)."""
    return (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()


def _status(pid: int) -> dict[str, str]:
    return _parse(Path("/proc") / str(pid) / "status")


def _parse(path: Path) -> dict[str, str]:
    lines = path.read_text().splitlines()
    return {name: rest.strip() for name, _, rest in (line.partition(":") for line in lines)}
