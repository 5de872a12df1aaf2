"""Compiled Python code as it can be kept: bytes and the values that it needs, made into a function when it is used."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.evaluation.runtime import RUNTIME


@dataclass(frozen=True, slots=True)
class Compiled:
    """The code of the function `name`. `constants`: what it must find besides the runtime."""

    name: str
    source: str
    code: bytes
    constants: Mapping[str, Any]

    def made(self) -> Callable[..., Any]:
        """Give the function."""
        namespace: dict[str, Any] = {**RUNTIME, **self.constants}
        exec(marshal.loads(self.code), namespace)  # noqa: S102, S302 - made of a checked tree, and kept by this user only
        function: Callable[..., Any] = namespace[self.name]
        return function


def compiled(name: str, source: str, constants: Mapping[str, Any]) -> Compiled:
    """Compile `source`, which defines the function `name`. Raises RecursionError, SyntaxError where it is too deep."""
    return Compiled(name, source, marshal.dumps(compile(source, "<rules>", "exec")), constants)
