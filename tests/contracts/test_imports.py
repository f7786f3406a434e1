"""The layers of the house (docs/architecture.md), held by reading the imports; nothing is imported here."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

DERIVATIONS = (
    "geodata.territories",
    "geodata.frontiers",
    "geodata.poles",
    "geodata.cooperations",
    "geodata.flows",
    "geodata.actions",
    "geodata.indicators",
    "geodata.passages",
    "geodata.outlines",
    "geodata.points",
    "geodata.communes",
)
# Top to bottom. A module may import its own layer and those below it; a package stands for all that it holds.
LAYERS = (
    ("app",),
    ("dashboard.factory", "dashboard.memory"),
    ("dashboard.exports", "dashboard.slides", "dashboard.whole"),
    ("dashboard.doors",),
    ("dashboard.callbacks", "dashboard.layout"),
    ("dashboard.errors", "dashboard.static"),
    ("dashboard.cache",),
    ("dashboard.dictionary", "dashboard.security", "dashboard.settings", "dashboard.turns"),
    ("dashboard.compose", "dashboard.renderings"),
    ("dashboard.placement",),
    ("dashboard.format", "dashboard.ids", "dashboard.selection", "dashboard.text", "dashboard.theme", "dashboard.view"),
    ("geodata.__main__",),
    ("geodata.cli",),
    ("geodata.cli_import", "geodata.cli_store"),
    ("geodata.staged_report",),
    ("geodata.fetch", "geodata.import_report", "geodata.progress"),
    ("geodata.build", "geodata.export", "geodata.layers", "geodata.push"),
    ("geodata.raw_foreign", "geodata.raw_geometry", "geodata.raw_members"),
    ("geodata.raw_departments",),
    ("geodata.raw_communes", "geodata.raw_names"),
    ("geodata.raw_packages", "geodata.raw_provenance"),
    ("geodata.following",),
    ("geodata.readers",),
    ("geodata.atlas", "geodata.staging"),
    ("geodata.imported",),
    ("geodata.store",),
    ("geodata.bases",),
    ("geodata.aggregates", "geodata.engine", "geodata.lau"),
    ("geodata.importers", *DERIVATIONS),
    ("geodata.containers", "geodata.data_folder", "geodata.manifests", "geodata.nomenclature"),
    ("geodata.files", "geodata.references", "geodata.snapshots", "geodata.corrections"),
    ("geodata.action_links", "geodata.figures", "geodata.places", "geodata.edges", "geodata.paths"),
    ("geodata.tables",),
    ("geodata.crs", "geodata.rows", "geodata.schema", "geodata.sources"),
    ("geodata.errors",),
)
BANNED = {
    "geodata": ("app", "dashboard", "dash", "flask", "plotly"),
    "dashboard.renderings": ("geodata", "dashboard.compose"),
    "dashboard.placement": ("geodata", "dash", "plotly"),
    "dashboard.compose": ("dashboard.renderings", "dash", "plotly", "datetime", "time", "os", "pathlib"),
} | {one: tuple(other for other in DERIVATIONS if other != one) for one in DERIVATIONS}
# 0.75 s and 126 MB at import: only the commands that build, import or write geographic files may pay that. The engines
# of imported data (50 MB) are paid for where there are imported data.
HEAVY = ("geopandas", "shapely", "pyproj", "pyogrio", "topojson", "ibis", "duckdb", "psycopg")


@dataclass(frozen=True)
class Import:
    """One import: the module that asks, what it asks for, whether that happens as soon as it is imported itself."""

    module: str
    wanted: str
    eager: bool


def inside(module: str, packages: tuple[str, ...]) -> bool:
    """Whether a module is one of these packages, or lies in one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def modules_of(root: Path) -> dict[str, Path]:
    """Dotted name → file, for app.py and all of geodata and dashboard under `root`."""
    files = [root / "app.py", *(root / "geodata").rglob("*.py"), *(root / "dashboard").rglob("*.py")]
    return {
        ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): file
        for file in files
        if file.exists()
    }


def imports_of(module: str, file: Path, modules: dict[str, Path]) -> Iterator[Import]:
    """All imports of one file, those inside functions included; `from package import module` names the module."""

    def names(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
            return
        package = module if file.stem == "__init__" else module.rpartition(".")[0]
        for _ in range(node.level - 1):
            package = package.rpartition(".")[0]
        base = ".".join(filter(None, (package if node.level else "", node.module)))
        for alias in node.names:
            yield f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules else base

    def visit(node: ast.AST, eager: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (Import(module, name, eager) for name in names(node))
        later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        later = later or (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test))
        for child in ast.iter_child_nodes(node):
            yield from visit(child, eager and not later)

    yield from visit(ast.parse(file.read_text(encoding="utf-8")), eager=True)


def all_imports(root: Path) -> list[Import]:
    """Every import of the modules under `root`."""
    modules = modules_of(root)
    return [found for module, file in modules.items() for found in imports_of(module, file, modules)]


def layer_of(module: str) -> int | None:
    """Index in LAYERS; None for what has no layer."""
    return next((index for index, layer in enumerate(LAYERS) if inside(module, layer)), None)


def without_layer(root: Path) -> list[str]:
    """Modules that LAYERS does not name; the bare packages need none, they hold no code."""
    return [
        f"{module}: in no layer, name it in LAYERS"
        for module in modules_of(root)
        if module not in ("geodata", "dashboard") and layer_of(module) is None
    ]


def upward(root: Path) -> list[str]:
    """Imports of a higher layer."""
    return [
        f"{found.module} imports {found.wanted}, which lies above it"
        for found in all_imports(root)
        if (here := layer_of(found.module)) is not None
        and (there := layer_of(found.wanted)) is not None
        and there < here
    ]


def banned(root: Path) -> list[str]:
    """Imports that a room forbids, at any depth."""
    return [
        f"{found.module} imports {found.wanted}"
        for found in all_imports(root)
        for room, forbidden in BANNED.items()
        if inside(found.module, (room,)) and inside(found.wanted, forbidden)
    ]


def chains(wants: dict[str, set[str]], start: str) -> dict[str, tuple[str, ...]]:
    """What importing `start` imports in the end, each with the chain of modules that leads to it."""
    reached: dict[str, tuple[str, ...]] = {start: (start,)}
    todo = [start]
    while todo:
        module = todo.pop()
        for wanted in sorted(wants.get(module, set()) - reached.keys()):
            reached[wanted] = (*reached[module], wanted)
            todo.append(wanted)
    return reached


def heavy_at_start(root: Path) -> list[str]:
    """Ways in which starting the web process would import a heavy library."""
    wants: dict[str, set[str]] = {}
    for found in all_imports(root):
        if found.eager:
            parts = found.wanted.split(".")
            wants.setdefault(found.module, set()).update(".".join(parts[: n + 1]) for n in range(len(parts)))
    starts = [
        module for module in modules_of(root) if inside(module, ("app", "dashboard")) or module == "geodata.atlas"
    ]
    ways = {way for start in starts for wanted, way in chains(wants, start).items() if wanted in HEAVY}
    return sorted(" → ".join(way) for way in ways)


def in_circles(root: Path) -> list[str]:
    """Modules that import themselves by way of others."""
    modules = modules_of(root)
    wants: dict[str, set[str]] = {module: set() for module in modules}
    for found in all_imports(root):
        if found.eager and found.wanted in modules and not found.module.startswith(f"{found.wanted}."):
            wants[found.module].add(found.wanted)
    while free := [module for module, wanted in wants.items() if not wanted & wants.keys()]:
        for module in free:
            del wants[module]
    return sorted(wants)


CHECKS = (without_layer, upward, banned, heavy_at_start, in_circles)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps_its_layers(project: Path, check: Callable[[Path], list[str]]):
    assert check(project) == []


OVERVIEW, SVG = "dashboard.compose.overview", "dashboard.renderings.svg"


@pytest.mark.parametrize(
    ("check", "module", "line", "complaint"),
    [
        (without_layer, "dashboard.misc", "", "dashboard.misc: in no layer, name it in LAYERS"),
        (upward, "dashboard.view", f"import {SVG}", f"dashboard.view imports {SVG}, which lies above it"),
        (banned, "geodata.flows", "def f():\n    import plotly.io", "geodata.flows imports plotly.io"),
        (banned, "geodata.flows", "from geodata.poles import x", "geodata.flows imports geodata.poles"),
        (banned, SVG, "from geodata import atlas", f"{SVG} imports geodata.atlas"),
        (banned, OVERVIEW, "from ..renderings import svg", f"{OVERVIEW} imports {SVG}"),
        (banned, OVERVIEW, "from os import path", f"{OVERVIEW} imports os"),
        (heavy_at_start, "geodata.files", "import shapely.geometry", "geodata.atlas → geodata.files → shapely"),
        (in_circles, "geodata.files", "from geodata.atlas import Atlas", "geodata.files"),
    ],
)
def test_a_planted_violation_is_named(
    tmp_path: Path, check: Callable[[Path], list[str]], module: str, line: str, complaint: str
):
    sound = {
        "app.py": "from dashboard.factory import create_app",
        "dashboard/__init__.py": "",
        "dashboard/factory.py": "from geodata.atlas import load_atlas\nfrom dashboard import view",
        "dashboard/view.py": "",
        "dashboard/compose/__init__.py": "from dashboard.view import View",
        "dashboard/compose/overview.py": "from typing import TYPE_CHECKING",
        "dashboard/renderings/__init__.py": "",
        "dashboard/renderings/svg.py": "from dashboard import view",
        "geodata/__init__.py": "",
        "geodata/atlas.py": "from geodata import files",
        "geodata/files.py": "def write():\n    import geopandas",
        "geodata/flows.py": "import geopandas",
        "geodata/poles.py": "",
    }
    for name, text in sound.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [found for each in CHECKS for found in each(tmp_path)] == []

    (tmp_path / module.replace(".", "/")).with_suffix(".py").write_text(line, encoding="utf-8")
    assert complaint in check(tmp_path)
