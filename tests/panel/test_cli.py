"""The command ``sereno``: what it runs, what it says when it cannot, and how it ends.

The commands here come from a distribution of the test's own, found as any other is.
"""

import subprocess
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from textwrap import dedent

import pytest

from panel import cli

METADATA = "Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
GREET = """
    SUMMARY = "Greets somebody"

    def add_arguments(parser):
        parser.add_argument("--whom", required=True)

    def run(args):
        print(f"hello {args.whom}")
        return 1 if args.whom == "nobody" else 0
"""
WAIT = """
    SUMMARY = "Waits until somebody has had enough"

    def add_arguments(parser):
        pass

    def run(args):
        raise KeyboardInterrupt
"""


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Installs the commands greet, wait, page (lacks starlette's like) and gone (its module is missing)."""
    info = tmp_path / "more_commands-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA.format(name="more-commands"))
    names = {"greet": "more_greet", "wait": "more_wait", "page": "more_page", "gone": "more_gone.main"}
    lines = [f"{name} = {module}" for name, module in names.items()]
    (info / "entry_points.txt").write_text("\n".join(["[sereno.commands]", *lines]))
    (tmp_path / "more_greet.py").write_text(dedent(GREET))
    (tmp_path / "more_wait.py").write_text(dedent(WAIT))
    (tmp_path / "more_page.py").write_text("import starlette_of_another_world")
    monkeypatch.syspath_prepend(tmp_path)
    for module in names.values():
        monkeypatch.delitem(sys.modules, module, raising=False)
    return tmp_path


@pytest.mark.usefixtures("commands")
def test_runs_the_command_named_and_returns_its_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["greet", "--whom", "Ada"]) == 0
    assert cli.main(["greet", "--whom", "nobody"]) == 1
    assert capsys.readouterr().out == "hello Ada\nhello nobody\n"


@pytest.mark.usefixtures("commands")
def test_imports_only_the_command_it_runs() -> None:
    cli.main(["greet", "--whom", "Ada"])
    assert "more_greet" in sys.modules
    assert "more_wait" not in sys.modules


@pytest.mark.usefixtures("commands")
def test_wrong_arguments_end_with_two_and_name_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["greet", "--who", "Ada"])
    assert ended.value.code == 2
    assert "sereno greet: error: the following arguments are required: --whom" in capsys.readouterr().err


@pytest.mark.usefixtures("commands")
def test_an_unknown_command_is_refused_with_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gret"]) == 2
    assert capsys.readouterr().err == (
        "sereno has no command 'gret', did you mean 'greet'?; `sereno --help` lists them\n"
    )


@pytest.mark.usefixtures("commands")
def test_interrupting_a_command_ends_as_a_shell_expects() -> None:
    assert cli.main(["wait"]) == 130


@pytest.mark.usefixtures("commands")
def test_a_command_whose_module_is_missing_says_so_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["gone"]) == 1
    assert capsys.readouterr().err == (
        "sereno cannot run 'gone': more_gone is not part of this installation: install the whole of Sereno\n"
    )


def test_what_an_extra_brings_is_named_with_the_smallest_extra(
    commands: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Before ours on the path, so that it is the distribution "sereno" that answers.
    info = commands / "sereno-9.9.dist-info"
    info.mkdir()
    needs = [("starlette_of_another_world>=1", "demo"), ("rich", "demo"), ("starlette_of_another_world>=1", "station")]
    extras = "".join(f'Requires-Dist: {package}; extra == "{extra}"\n' for package, extra in needs)
    (info / "METADATA").write_text(METADATA.format(name="sereno") + extras)
    assert cli.main(["page"]) == 1
    assert capsys.readouterr().err == (
        "sereno cannot run 'page': it needs starlette_of_another_world: pip install 'sereno[station]'\n"
    )


@pytest.mark.usefixtures("commands")
def test_help_lists_every_command_with_its_summary_or_why_it_cannot_run(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    assert ended.value.code == 0
    listing = capsys.readouterr().out
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in listing.splitlines() if line.startswith("  ")}
    assert lines["greet"] == "Greets somebody"
    assert lines["gone"].startswith("(not available: more_gone is not part of this installation")


def test_a_bare_call_shows_the_usage_and_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert capsys.readouterr().err.startswith("usage: sereno ")


def test_refuses_to_run_without_assertions() -> None:
    done = subprocess.run(
        [sys.executable, "-O", "-m", "panel.cli", "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "its assertions are part of the protection" in done.stderr


def test_a_reader_that_has_had_enough_is_no_error(commands: Path) -> None:
    endless = 'SUMMARY = ""\ndef add_arguments(parser): pass\ndef run(args):\n    while True:\n        print("more")\n'
    (commands / "more_wait.py").write_text(endless)
    program = f"import sys; sys.path.insert(0, {str(commands)!r}); from panel import cli; sys.exit(cli.main(['wait']))"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == b"more\n"
        child.stdout.close()
        assert child.wait(timeout=30) == 0
        assert child.stderr.read() == b""


def test_the_panel_imported_is_ours() -> None:
    # A common name: another distribution may bring a "panel" of its own.
    assert Path(cli.__file__).resolve() == Path(__file__).resolve().parents[2] / "panel" / "cli" / "__init__.py"


@pytest.mark.parametrize("entry", entry_points(group=cli.GROUP), ids=lambda entry: entry.name)
def test_every_command_of_ours_can_be_loaded_and_says_what_it_does(entry: EntryPoint) -> None:
    command = cli.load(entry)
    assert command.SUMMARY.strip() == command.SUMMARY != ""
    assert callable(command.add_arguments)
    assert callable(command.run)
