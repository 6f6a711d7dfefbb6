"""Functions that are imported when they are first called, so that starting costs only what is used."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Deferred:
    """The function `name` of a module, imported at the first call.

    Tables of formats and commands name functions of modules that load a drawing library or a
    typesetter; most runs use one of them.
    """

    module: str
    name: str

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return getattr(import_module(self.module), self.name)(*args, **kwargs)
