"""The house rules as checks: each takes the top folder and yields one line for each breach.

They read files as text and syntax only, so they work on half-finished code and in a planted folder.
"""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGES = ("flows", "storage", "bot", "admin", "foothold")
FILE_LINES = 400
FUNCTION_LINES = 60
JUNK_DRAWERS = frozenset({"utils", "util", "helpers", "helper", "manager", "misc", "common"})

_FILE_METHODS = frozenset({"open", "read_text", "read_bytes", "write_text", "write_bytes"})
_COMMITTERS = ("storage/unit_of_work.py", "storage/database.py", "storage/migrations/")
_ALLOWED_NHS = ("Not an NHS website", "NHS 111")

# Put together here, so that this file does not name what it looks for.
_OUTSIDE = re.compile(
    "|".join(
        [
            "pyp" + r"i\.org",
            "pythonhost" + r"ed\.org",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian\.org",
            r"(?<![\w.~-])/" + r"(?:work|root)/",
            r"(?<![\w.~-])/" + r"home/\w",
            "/tmp/" + "bash_",
        ]
    )
)
_UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME)\b")


def modules(root: Path, *folders: str) -> Iterator[tuple[Path, str]]:
    """Every Python file below these folders, with its path as the rules write it."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            yield path, path.relative_to(root).as_posix()


@cache
def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _is_migration(name: str) -> bool:
    return name.startswith("storage/migrations/")


def without_docstring(root: Path) -> Iterator[str]:
    """A module says why it exists."""
    for path, name in modules(root, *PACKAGES, "tests", "scripts"):
        if not ast.get_docstring(_parse(path)):
            yield f"{name}: no module docstring"


def long_files(root: Path) -> Iterator[str]:
    """A file fits in one head. A migration is written once and never grows."""
    for path, name in modules(root, *PACKAGES, "tests", "scripts"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES and not _is_migration(name):
            yield f"{name}: {lines} lines"


def long_functions(root: Path) -> Iterator[str]:
    """A function fits on one screen."""
    for path, name in modules(root, *PACKAGES, "tests", "scripts"):
        for node in ast.walk(_parse(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES and not _is_migration(name):
                yield f"{name}:{node.lineno}: {node.name} has {lines} lines"


def junk_drawers(root: Path) -> Iterator[str]:
    """A name says what belongs inside."""
    for path, name in modules(root, *PACKAGES):
        if JUNK_DRAWERS & {*path.relative_to(root).parts[:-1], path.stem}:
            yield f"{name}: the name would take in anything"


def files_read_in_flows(root: Path) -> Iterator[str]:
    """flows is given its programmes and words; it never reads them."""
    for path, name in modules(root, "flows"):
        for node in ast.walk(_parse(path)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if (isinstance(called, ast.Name) and called.id == "open") or (
                isinstance(called, ast.Attribute) and called.attr in _FILE_METHODS
            ):
                yield f"{name}:{node.lineno}: reads or writes a file"


def stray_commits(root: Path) -> Iterator[str]:
    """One place begins and ends transactions. (The core cannot: it may not import SQLAlchemy, and
    its conversations do `begin`.)"""
    for path, name in modules(root, *(package for package in PACKAGES if package != "flows")):
        if name.startswith(_COMMITTERS):
            continue
        for node in ast.walk(_parse(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"commit", "begin"}
            ):
                yield f"{name}:{node.lineno}: .{node.func.attr}() outside the unit of work"


def _dotted(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def dead_modules(root: Path) -> Iterator[str]:
    """Something imports every module: another module, a test, or the installed command."""
    project = root / "pyproject.toml"
    scripts = tomllib.loads(project.read_text(encoding="utf-8"))["project"].get("scripts", {})
    alive = {target.partition(":")[0] for target in scripts.values()}
    for path, name in modules(root, *PACKAGES, "tests", "scripts"):
        alive |= {wanted for wanted in _imports(_parse(path)) if wanted != _dotted(name)}
    for path, name in modules(root, *PACKAGES):
        is_entry = path.stem in {"__init__", "__main__", "conftest"} or _is_migration(name)
        if not is_entry and _dotted(name) not in alive:
            yield f"{name}: nothing imports it"


def _committed(root: Path) -> Iterator[Path]:
    if not (root / ".git").exists():
        yield from (path for path in sorted(root.rglob("*")) if path.is_file())
        return
    command = ["git", "-C", str(root), "ls-files", "-z"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # A file that is deleted but not yet committed is still listed.
    yield from (root / name for name in listed.split("\0") if name and (root / name).is_file())


def _committed_lines(root: Path) -> Iterator[tuple[str, str]]:
    for path in _committed(root):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{path.relative_to(root).as_posix()}:{number}", line


def machine_names(root: Path) -> Iterator[str]:
    """What is committed works anywhere: it names no registry and nobody's folders."""
    for place, line in _committed_lines(root):
        if found := _OUTSIDE.search(line):
            yield f"{place}: names {found[0]}"


def unfinished(root: Path) -> Iterator[str]:
    """What is committed is finished; plans live elsewhere."""
    for place, line in _committed_lines(root):
        if _UNFINISHED.search(line):
            yield f"{place}: marked as unfinished"


def borrowed_names(root: Path) -> Iterator[str]:
    """The letters belong to somebody else; our words may only describe."""
    words = (root / "flows" / "words").rglob("*.ftl")
    templates = (path for package in PACKAGES for path in (root / package).rglob("*.jinja"))
    for path in sorted([*words, *templates]):
        text = " ".join(path.read_text(encoding="utf-8").split())
        for phrase in _ALLOWED_NHS:
            text = text.replace(phrase, "")
        if re.search(r"\bNHS\b", text):
            yield f"{path.relative_to(root).as_posix()}: uses the letters N, H, S as its own"


def outside_styles(root: Path) -> Iterator[str]:
    """A page asks no other host for anything, and brings no font that is not ours to give."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.css")):
            text = path.read_text(encoding="utf-8")
            if re.search(r"https?://|url\(\s*[\"']?//|frutiger", text, re.IGNORECASE):
                yield f"{path.relative_to(root).as_posix()}: names a host or a font outside"
