from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hw_sim.replay.errors import InputErrors
from hw_sim.replay.plain import Active, Sensor, Span
from hw_sim.replay.recording import Label, Recording, read_recording, to_utc

MADRID = ZoneInfo("Europe/Madrid")
SENSOR_HEAD = "Start time          \tEnd time            \tLocation\tType\tPlace\n-----\t-----\t----\t----\t-----\n"
LABEL_HEAD = "Start time          \tEnd time            \tActivity\t\n-----\t-----\t----\t\n"


def utc_ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


def read(folder: Path, sensors: str, labels: str) -> Recording:
    (folder / "sensors").write_bytes(sensors.encode("utf-8"))
    (folder / "labels").write_bytes(labels.encode("utf-8"))
    return read_recording(folder / "sensors", folder / "labels", MADRID)


def test_empty_fields_and_padding_mean_nothing(tmp_path: Path) -> None:
    sensors = SENSOR_HEAD + "2011-11-28 10:21:44\t\t2011-11-28 10:23:31\t\tBasin\t\tPIR\t\t\tBathroom\n"
    labels = LABEL_HEAD + "2011-11-28 10:34:23\t\t2011-11-28 10:43:00\t\tSpare_Time/TV\t\t\n"
    assert read(tmp_path, sensors, labels) == Recording(
        sensors=(
            Active(
                Sensor("Basin", "PIR", "Bathroom"),
                Span(utc_ms("2011-11-28 09:21:44"), utc_ms("2011-11-28 09:23:31")),
            ),
        ),
        labels=(Label("Spare_Time/TV", Span(utc_ms("2011-11-28 09:34:23"), utc_ms("2011-11-28 09:43:00")), 3),),
        skipped=(),
    )


def test_windows_line_ends_a_byte_order_mark_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    sensors = "\ufeff" + SENSOR_HEAD + "2011-11-28 10:21:44\t2011-11-28 10:23:31\tBasin\tPIR\tBathroom\n\n"
    labels = LABEL_HEAD + "2011-11-28 10:34:23\t2011-11-28 10:43:00\tLeaving"
    found = read(tmp_path, sensors.replace("\n", "\r\n"), labels)
    assert [str(one.sensor) for one in found.sensors] == ["Basin/PIR/Bathroom"]
    assert [label.activity for label in found.labels] == ["Leaving"]


def test_a_row_that_ends_before_it_begins_is_skipped_and_listed(tmp_path: Path) -> None:
    sensors = SENSOR_HEAD + "2011-11-28 10:00:01\t2011-11-28 10:00:00\tBasin\tPIR\tBathroom\n"
    labels = LABEL_HEAD + "2011-12-01 19:28:51\t2011-12-01 16:29:59\tToileting\n"
    found = read(tmp_path, sensors, labels)
    assert (found.sensors, found.labels) == ((), ())
    assert [(row.table, row.line, row.start, row.end, row.what, row.reason) for row in found.skipped] == [
        ("sensors", 3, "2011-11-28 10:00:01", "2011-11-28 10:00:00", "Basin/PIR/Bathroom", "ends before it begins"),
        ("labels", 3, "2011-12-01 19:28:51", "2011-12-01 16:29:59", "Toileting", "ends before it begins"),
    ]


def test_rows_come_in_order_of_time_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    late, early = "2011-11-28 10:00:01\t2011-11-28 10:00:05\t", "2011-11-28 09:00:01\t2011-11-28 09:00:05\t"
    found = read(tmp_path, SENSOR_HEAD + f"{late}A\tB\tC\n{early}D\tE\tF\n", LABEL_HEAD + f"{late}X\n{early}Y\n")
    assert [one.sensor.location for one in found.sensors] == ["D", "A"]
    assert [label.activity for label in found.labels] == ["Y", "X"]


def test_everything_unreadable_is_told_at_once_with_file_and_line(tmp_path: Path) -> None:
    row = "2011-11-28 10:00:01\t2011-11-28 10:00:05\t"
    sensors = SENSOR_HEAD + f"{row}A\tB\tC\n{row}A\tB\nrubbish\n2011-13-28 10:00:01\t2011-11-28 10:00:05\tA\tB\tC\n"
    with pytest.raises(InputErrors) as refused:
        read(tmp_path, sensors, LABEL_HEAD)
    found = [problem.removeprefix(f"{tmp_path}/") for problem in refused.value.problems]
    assert [problem.split(":")[:2] for problem in found[:3]] == [["sensors", "4"], ["sensors", "5"], ["sensors", "6"]]
    assert "location, type, place" in found[0]
    assert "YYYY-MM-DD" in found[1]
    assert "calendar" in found[2]


def test_a_file_without_rows_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="is it the right file"):
        read(tmp_path, "nothing here\n", LABEL_HEAD)
    with pytest.raises(InputErrors, match="cannot be read"):
        read_recording(tmp_path / "none", tmp_path / "labels", MADRID)


def test_less_than_a_second_is_half_a_second() -> None:
    moment = datetime(2011, 11, 28, 16, 10, 5)  # noqa: DTZ001 - as recordings have it
    span = to_utc(moment, moment, MADRID)
    assert span is not None
    assert span.end_ms - span.start_ms == 500


def test_the_hour_that_comes_twice_is_the_first_unless_time_would_run_backwards() -> None:
    before, after = datetime(2024, 10, 27, 2, 50), datetime(2024, 10, 27, 2, 10)  # noqa: DTZ001 - as recordings have it
    assert to_utc(after, before, MADRID) == Span(utc_ms("2024-10-27 00:10:00"), utc_ms("2024-10-27 00:50:00"))
    assert to_utc(before, after, MADRID) == Span(utc_ms("2024-10-27 00:50:00"), utc_ms("2024-10-27 01:10:00"))
