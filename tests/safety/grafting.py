"""Puts another source in place of a module that is loaded, for whoever imported something of it, too."""

import ast
import inspect
import sys
import types
from typing import Any

DIVERSE = (type(None), bool, int, str, tuple, frozenset)


def put_in_place(module: types.ModuleType, source: str) -> None:
    """Make the loaded module behave as that source says, for whoever imported something of it, too.

    Functions and classes stay the objects that they were, with new insides. What else the module holds is
    made anew, of those very classes: another class of the same name would make equal values differ.
    """
    tree = ast.parse(source)
    fresh = types.ModuleType(module.__name__)
    fresh.__dict__.update({k: v for k, v in module.__dict__.items() if k.startswith("__")})
    exec(compile(tree, str(module.__file__), "exec"), fresh.__dict__)
    for name, new in list(vars(fresh).items()):
        old = module.__dict__.get(name)
        if name.startswith("__") or new is old:  # what it imports is the same
            continue
        if inspect.isclass(new) and inspect.isclass(old):
            _graft_class(old, new)
        elif inspect.isfunction(inspect.unwrap(new) if callable(new) else None) and callable(old):
            _graft(inspect.unwrap(old), inspect.unwrap(new))
        else:
            continue
        setattr(fresh, name, old)
    tree.body = [one for one in tree.body if isinstance(one, ast.Assign | ast.AnnAssign | ast.AugAssign)]
    exec(compile(tree, str(module.__file__), "exec"), fresh.__dict__)
    for name, new in list(vars(fresh).items()):
        if not name.startswith("__") and new is not module.__dict__.get(name):
            _replace_everywhere(name, module.__dict__.get(name), new, module)


def _graft(old: Any, new: Any) -> None:
    old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__


def _graft_class(old: type, new: type) -> None:
    for name, value in vars(new).items():
        before = vars(old).get(name)
        if isinstance(value, property) and isinstance(before, property):
            _graft(before.fget, value.fget)
        elif inspect.isfunction(value) and inspect.isfunction(before):
            if value.__code__.co_freevars == before.__code__.co_freevars:
                _graft(before, value)
        elif isinstance(value, DIVERSE) and not name.startswith("__"):
            setattr(old, name, value)


def _replace_everywhere(name: str, old: Any, new: Any, module: types.ModuleType) -> None:
    for other in [m for m in sys.modules.values() if isinstance(m, types.ModuleType)]:
        if other.__dict__.get(name) is old and (other is module or old is not None):
            setattr(other, name, new)
    setattr(module, name, new)
