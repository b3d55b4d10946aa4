"""Records the signatures of the real picamera2 into picamera2.json, from its own source.

    pip download --no-deps --no-binary :all: picamera2==0.3.38
    python tests/drivers/camera/record_picamera2.py picamera2-0.3.38.tar.gz

Read, not imported: importing it needs libcamera, which no index carries, and a signature is what stands in the source.
"""

import ast
import json
import sys
import tarfile
from pathlib import Path

RECORD = Path(__file__).with_name("picamera2.json")
CALLED = {
    "Picamera2": (
        "__init__",
        "global_camera_info",
        "create_video_configuration",
        "configure",
        "start",
        "capture_request",
        "stop",
        "close",
    ),
    "CompletedRequest": ("get_metadata", "save", "release"),
}
SOURCES = {"Picamera2": "picamera2.py", "CompletedRequest": "request.py"}


def signatures(source: str, name: str) -> dict[str, list[list[object]]]:
    """Of each method of the class that is called: its parameters without self, each with whether it has a default."""
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == name)
    found: dict[str, list[list[object]]] = {}
    for method in next(classes).body:
        if (
            isinstance(method, ast.FunctionDef) and method.name in CALLED[name]
        ):  # the last of its overloads is the real one
            names = [each.arg for each in method.args.args]
            needed = len(names) - len(method.args.defaults)
            found[method.name] = [
                [name, place >= needed] for place, name in enumerate(names) if not (place == 0 and name == "self")
            ]
            assert not (method.args.kwonlyargs or method.args.vararg or method.args.kwarg), method.name
    return found


def main() -> int:
    """Writes the record."""
    archive = Path(sys.argv[1])
    found = {}
    with tarfile.open(archive) as tar:
        for name, source in SOURCES.items():
            member = next(each for each in tar if each.name.endswith(f"/picamera2/{source}"))
            file = tar.extractfile(member)
            assert file is not None
            found[name] = signatures(file.read().decode(), name)
    made = {"from": archive.name, "recorded": "2026-11-27", "signatures": found}
    RECORD.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
