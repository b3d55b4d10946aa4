"""Where things stand in a TOML file: the line of each table, key and list element.

The standard library's parser tells no positions and other parsers lose comments or weigh megabytes,
so this reads the text a second time, for lines only. It trusts that ``tomllib`` took the text
already: it need not find mistakes, only brackets, quotes and line ends.
"""

import re
import tomllib
from collections.abc import Iterator

Path = tuple[str | int, ...]
DEPTH_MAX = 4  # zone, 6, modes, 1: nothing that means anything to us lies deeper

# Texts and comments first, so that brackets and line ends within them are passed over.
_TOKEN = re.compile(
    r'(?P<text>"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*')"
    r"|(?P<comment>\#[^\n]*)"
    r"|(?P<end>\n)"
    r"|(?P<mark>[\[\]{}=,.])"
    r"|(?P<bare>[^\s\[\]{}=,.\"'\#]+)",
    re.DOTALL,
)


class Lines:
    """Answers where a path of keys and indexes stands."""

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {}
        self._lists: dict[Path, int] = {}
        self._tokens = list(_tokens(text))
        self._at = 0
        self._read()

    def line(self, path: Path) -> int:
        """The line of ``path``, counted from 1; of the nearest table around it when it is not there."""
        for length in range(len(path), 0, -1):
            if (line := self._found.get(path[:length])) is not None:
                return line
        return 1

    def _read(self) -> None:
        table: Path = ()
        while self._at < len(self._tokens):
            kind, value, _ = self._tokens[self._at]
            if kind == "end":
                self._at += 1
            elif (kind, value) == ("mark", "["):
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        line = self._tokens[self._at][2]
        many = self._take("[") and self._take("[")
        keys = self._keys("]")
        table = self._resolved(keys[:-1]) + keys[-1:]
        self._mark(table, line)
        while self._take("]"):
            pass
        if not many:
            return self._resolved(keys)
        index = self._lists.get(table, -1) + 1
        self._lists[table] = index
        self._found[(*table, index)] = line
        return (*table, index)

    def _resolved(self, keys: Path) -> Path:
        # [zone.extra] after [[zone]] means the last zone.
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self._lists:
                path = (*path, self._lists[path])
        return path

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at][2]
        path = table + self._keys("=")
        self._mark(path, line)
        self._take("=")
        self._value(path)

    def _mark(self, path: Path, line: int) -> None:
        for length in range(1, min(len(path), DEPTH_MAX) + 1):
            self._found.setdefault(path[:length], line)

    def _keys(self, stop: str) -> Path:
        keys: list[str] = []
        while self._at < len(self._tokens) and self._tokens[self._at][:2] != ("mark", stop):
            kind, value, _ = self._tokens[self._at]
            if kind in ("bare", "text"):
                keys.append(value if kind == "bare" else _unquoted(value))
            self._at += 1
        return tuple(keys)

    def _value(self, path: Path) -> None:
        if self._take("["):
            self._list(path)
        elif self._take("{"):
            while not self._take("}"):
                if not self._passed():
                    self._pair(path)
        else:
            while self._at < len(self._tokens) and self._tokens[self._at][1] not in (",", "]", "}", "\n"):
                self._at += 1

    def _list(self, path: Path) -> None:
        index = 0
        while not self._take("]"):
            if self._passed():
                continue
            element = (*path, index)
            self._found[element] = self._tokens[self._at][2]
            self._value(element)
            index += 1

    def _passed(self) -> bool:
        """Steps over a comma or a line end within brackets."""
        if self._tokens[self._at][1] in (",", "\n"):
            self._at += 1
            return True
        return False

    def _take(self, mark: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at][:2] == ("mark", mark):
            self._at += 1
            return True
        return False


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield kind, match.group(), line
        line += match.group().count("\n")


def _unquoted(text: str) -> str:
    return str(tomllib.loads(f"key = {text}")["key"])
