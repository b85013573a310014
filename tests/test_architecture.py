"""The house holds: imports go downward, and each heavy library has one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "extractor"
MODULES = sorted(PACKAGE.rglob("*.py"))

# what each room may import of the others, besides those common to all
ALLOWED = {
    "reading": {"reading"},
    "language": {"language"},
    "rules": {"rules"},
    "finding": {"finding", "language", "rules"},
    "linking": {"linking", "finding", "language", "rules"},
    "checking": {"checking"},
    "writing": {"writing"},
    "batch": {"batch", "workers", "pipeline", "reading", "rules"},
    "workers": {"batch"},
    "pipeline": {
        "pipeline", "reading", "language", "rules", "finding", "linking", "checking", "writing",
    },
}
COMMON = {"model", "errors", "notation", "traditional"}
ONE_DOOR = {
    "jieba": "language/tokens.py",
    "rjieba": "language/tokens.py",
    "rich": "writing/",
    "jinja2": "writing/report.py",
    "markupsafe": "writing/report.py",
    "click": "cli/",
    "tomli": "rules/loading.py",
    "borax": "finding/chinese_calendar.py",
    "selectolax": "reading/webpage.py",
    "docx": "reading/docx.py",
    "lxml": "reading/docx.py",
    "pypdfium2": "reading/pdf.py",
}


def imports(module: Path) -> set[str]:
    """The dotted names that a module imports, those inside functions included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name}: relative import"
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downward(module: Path) -> None:
    room = room_of(module)
    rooms = {name.split(".")[1] for name in imports(module) if name.startswith("extractor.")}
    if room in COMMON:
        assert rooms <= COMMON
    elif room in ALLOWED:
        assert rooms <= ALLOWED[room] | COMMON


@pytest.mark.parametrize(("library", "door"), ONE_DOOR.items())
def test_each_library_has_one_importer(library: str, door: str) -> None:
    importers = {
        module.relative_to(PACKAGE).as_posix()
        for module in MODULES
        if any(name.split(".")[0] == library for name in imports(module))
    }
    if door.endswith("/"):  # a room of its own
        importers = {module for module in importers if not module.startswith(door)} or {door}
    assert importers == {door}


def test_public_names_are_all_there() -> None:
    import extractor

    assert all(getattr(extractor, name) is not None for name in extractor.__all__)
    with pytest.raises(AttributeError, match="no attribute 'extracted'"):
        _ = extractor.extracted
