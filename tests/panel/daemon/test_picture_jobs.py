from hypothesis import given
from hypothesis import strategies as st

from comms.pictures import About
from panel.daemon import picture_jobs as jobs

EPOCHS = st.binary(min_size=16, max_size=16).map(bytes.hex)


@given(EPOCHS, st.integers(0, 36**9 - 1))
def test_a_job_says_which_report_it_is_of(epoch: str, seq: int) -> None:
    job = jobs.of_report(epoch, seq)
    assert jobs.report_of(job) == (epoch, seq)
    assert not jobs.is_request(job)
    assert About(panel="casa", picture="p", camera="hall", job=job, at_ms=1).job == job
    assert len(job) <= jobs.JOB_MAX


def test_an_epoch_of_another_make_and_a_number_beyond_all_bounds_have_no_such_name() -> None:
    assert [jobs.of_report(epoch, 1) for epoch in ("", "k3f9c2a1", "ab" * 15, "zz" * 16)] == [""] * 4
    assert jobs.of_report("ab" * 16, 36**9) == ""


@given(st.from_regex(r"[A-Za-z0-9_-]{0,32}", fullmatch=True))
def test_any_word_is_a_job_or_none(word: str) -> None:
    found = jobs.report_of(word)
    assert found is None or jobs.of_report(*found) == word or word[23:24] == "0"


@given(st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True))
def test_a_request_has_one_job_and_its_name_is_short_enough(request_: str) -> None:
    job = jobs.of_request(request_)
    assert jobs.is_request(job)
    assert len(job) <= jobs.JOB_MAX
    assert jobs.request_of(job) == (request_ if len(request_) < jobs.JOB_MAX else "")
