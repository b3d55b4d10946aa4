"""The real picamera2, by the record of its signatures, takes what the driver calls; the simulator's is no wider."""

import ast
import inspect
import json
from pathlib import Path

import pytest

from drivers.camera import picamera
from hw_sim.camera.picamera2 import Picamera2

HERE = Path(__file__).resolve()
REAL: dict[str, list[list[object]]] = json.loads(HERE.with_name("picamera2.json").read_text(encoding="utf-8"))[
    "signatures"
]
STUB = HERE.parents[3] / "typings" / "picamera2.pyi"


@pytest.mark.parametrize("name", sorted(REAL))
def test_the_simulator_s_call_has_the_parameters_of_the_real_one(name: str) -> None:
    signature = inspect.signature(getattr(Picamera2, name))
    parameters = [each for each in signature.parameters.values() if each.name != "self"]
    assert [[each.name, each.default is not inspect.Parameter.empty] for each in parameters] == REAL[name]
    assert {each.kind for each in parameters} <= {inspect.Parameter.POSITIONAL_OR_KEYWORD}


def test_the_simulator_has_no_call_that_is_not_in_the_record() -> None:
    public = {name for name, member in inspect.getmembers(Picamera2, inspect.isroutine) if not name.startswith("_")}
    assert public == REAL.keys() - {"__init__"}


def test_the_driver_calls_what_is_recorded_with_parameters_that_are_there() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(picamera))) if isinstance(node, ast.Call)]
    named = [(call.func.attr, call) for call in calls if isinstance(call.func, ast.Attribute)]
    made = {name: call for name, call in named if name in REAL}
    assert made.keys() == REAL.keys() - {"__init__", "stop"}
    for name, call in made.items():
        known = [parameter for parameter, _ in REAL[name]]
        assert {keyword.arg for keyword in call.keywords} <= set(known), name
        assert len(call.args) <= len(known), name


def test_the_types_that_the_driver_is_checked_against_promise_no_more_than_the_record() -> None:
    (stub,) = (node for node in ast.parse(STUB.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef))
    methods = {node.name: node for node in stub.body if isinstance(node, ast.FunctionDef)}
    assert methods.keys() - {"camera_controls"} == REAL.keys()
    for name in REAL:
        given = [*methods[name].args.args, *methods[name].args.kwonlyargs]
        known = {parameter for parameter, _ in REAL[name]}
        assert {each.arg for each in given} - {"self"} <= known, name
