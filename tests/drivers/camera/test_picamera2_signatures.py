"""The real picamera2, by the record of its signatures, takes what the driver calls; the simulator's is no wider."""

import ast
import inspect
import json
from pathlib import Path

import pytest

from drivers.camera import picamera
from hw_sim.camera.picamera2 import CompletedRequest, Picamera2

HERE = Path(__file__).resolve()
REAL: dict[str, dict[str, list[list[object]]]] = json.loads(
    HERE.with_name("picamera2.json").read_text(encoding="utf-8")
)["signatures"]
STUB = HERE.parents[3] / "typings" / "picamera2.pyi"


OURS = {"Picamera2": Picamera2, "CompletedRequest": CompletedRequest}
EVERY = {method: parameters for methods in REAL.values() for method, parameters in methods.items()}
BESIDE_PICAMERA2 = {"give_back"}  # how the simulator's two classes speak to each other


@pytest.mark.parametrize(("name", "method"), [(name, method) for name in REAL for method in sorted(REAL[name])])
def test_the_simulator_s_call_has_the_parameters_of_the_real_one(name: str, method: str) -> None:
    signature = inspect.signature(getattr(OURS[name], method))
    parameters = [each for each in signature.parameters.values() if each.name != "self"]
    assert [[each.name, each.default is not inspect.Parameter.empty] for each in parameters] == REAL[name][method]
    assert {each.kind for each in parameters} <= {inspect.Parameter.POSITIONAL_OR_KEYWORD}


@pytest.mark.parametrize("name", sorted(REAL))
def test_the_simulator_has_no_call_that_is_not_in_the_record(name: str) -> None:
    public = {call for call, _ in inspect.getmembers(OURS[name], inspect.isroutine) if not call.startswith("_")}
    assert public - BESIDE_PICAMERA2 == REAL[name].keys() - {"__init__"}


def test_the_driver_calls_what_is_recorded_with_parameters_that_are_there() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(picamera))) if isinstance(node, ast.Call)]
    named = [(call.func.attr, call) for call in calls if isinstance(call.func, ast.Attribute)]
    made = {name: call for name, call in named if name in EVERY}
    assert made.keys() == EVERY.keys() - {"__init__", "stop"}
    for name, call in made.items():
        known = [parameter for parameter, _ in EVERY[name]]
        assert {keyword.arg for keyword in call.keywords} <= set(known), name
        assert len(call.args) <= len(known), name


def test_the_types_that_the_driver_is_checked_against_promise_no_more_than_the_record() -> None:
    classes = [node for node in ast.parse(STUB.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    assert {stub.name for stub in classes} == REAL.keys()
    for stub in classes:
        methods = {node.name: node for node in stub.body if isinstance(node, ast.FunctionDef)}
        assert methods.keys() - {"camera_controls"} == REAL[stub.name].keys()
        for name, parameters in REAL[stub.name].items():
            given = [*methods[name].args.args, *methods[name].args.kwonlyargs]
            known = {parameter for parameter, _ in parameters}
            assert {each.arg for each in given} - {"self"} <= known, name
