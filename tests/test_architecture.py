"""The house rules bite: planted violations are caught, the core stays plain, start-up light, the top level tidy."""

import ast
import re
import shutil
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("app", "db", "ui")
CORE = ("app/domain", "app/usecases", "app/ports", "app/services.py", "app/paths.py")

# file of a copy of the house, a line added to it, the contract that must break, the import it must name
VIOLATIONS = [
    ("app/domain/planted_qt.py", "import PySide6.QtCore", "only ui knows Qt", "app.domain.planted_qt -> PySide6"),
    ("db/planted_qt.py", "from PySide6 import QtCore", "only ui knows Qt", "db.planted_qt -> PySide6"),
    ("app/usecases/planted_sql.py", "import sqlalchemy", "only db knows SQL", "app.usecases.planted_sql -> sqlalchemy"),
    ("ui/planted_sql.py", "import sqlite3", "only db knows SQL", "ui.planted_sql -> sqlite3"),
    ("app/domain/planted_lib.py", "import pydantic", "the core takes no library", "app.domain.planted_lib -> pydantic"),
    (
        "app/domain/planted_up.py",
        "import app.usecases",
        "imports go down only",
        "app.domain.planted_up -> app.usecases",
    ),
    ("app/adapters/planted_db.py", "import db", "imports go down only", "app.adapters.planted_db -> db"),
    ("db/planted_desk.py", "import app.adapters", "imports go down only", "db.planted_desk -> app.adapters"),
    ("app/utils.py", "", "app has no room without a floor", "app.utils"),
    ("ui/pages/planted_db.py", "import db", "screens see services", "ui.pages.planted_db -> db"),
    ("ui/planted_wire.py", "import app.bootstrap", "screens see services", "ui.planted_wire -> app.bootstrap"),
    (
        "ui/pages/planted_one.py",
        "import ui.pages.planted_two",
        "pages are strangers",
        "planted_one -> ui.pages.planted_two",
    ),
    ("ui/pages/planted_two.py", "", "", ""),
    ("app/services.py", "import app.settings", "services take use cases only", "app.services -> app.settings"),
    (
        "app/usecases/planted_log.py",
        "import app.log",
        "use cases meet the world",
        "app.usecases.planted_log -> app.log",
    ),
    (
        "app/pusat/planted_paper.py",
        "import app.adapters.paper",
        "the server shares",
        "planted_paper -> app.adapters.paper",
    ),
    (
        "db/migrations/planted_ids.py",
        "import app.domain.ids",
        "migrations stand alone",
        "planted_ids -> app.domain.ids",
    ),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give what import-linter says about a copy of the house with every violation planted: contract -> findings."""
    house = tmp_path_factory.mktemp("house")
    for source in SOURCES:
        shutil.copytree(ROOT / source, house / source, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    for path, line, _, _ in VIOLATIONS:
        with (house / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    code, said = lint_imports(house)
    assert code == 1, said
    chapters = re.split(r"^(.+)\n-+\n", said.partition("Broken contracts")[2], flags=re.MULTILINE)[1:]
    return {chapters[i].strip(): re.sub(r"\s+", " ", chapters[i + 1]) for i in range(0, len(chapters), 2)}


def lint_imports(house: Path) -> tuple[int, str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders or SOURCES:
        here = ROOT / folder
        yield from [here] if here.is_file() else sorted(here.rglob("*.py"))


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    ("path", "line", "contract", "finding"), [v for v in VIOLATIONS if v[2]], ids=[v[0] for v in VIOLATIONS if v[2]]
)
def test_a_planted_violation_breaks_its_contract(
    broken: dict[str, str], path: str, line: str, contract: str, finding: str
) -> None:
    said = [text for name, text in broken.items() if name.startswith(contract)]
    assert said, f"{path}: {line!r} did not break {contract!r}"
    assert finding in said[0]


def test_the_house_itself_keeps_every_contract() -> None:
    code, said = lint_imports(ROOT)
    assert code == 0, said


def test_every_contract_has_a_planted_violation() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    bitten = {contract for _, _, contract, _ in VIOLATIONS if contract}
    assert [c["name"] for c in contracts if not any(c["name"].startswith(name) for name in bitten)] == []


def test_the_core_imports_the_standard_library_and_itself_only() -> None:
    allowed = sys.stdlib_module_names | {"app"}
    foreign = {
        f"{where(path)}: {name}"
        for path in modules(*CORE)
        for name in imported(path)
        if name.split(".")[0] not in allowed
    }
    assert foreign == set()


def test_migrations_import_nothing_of_the_project() -> None:
    own = {
        f"{where(path)}: {name}"
        for path in modules("db/migrations")
        for name in imported(path)
        if name.split(".")[0] in SOURCES
    }
    assert own == set()


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


# Loaded on use only: the sign-in must not wait for them.
LATE = (
    "alembic",
    "argon2",
    "cryptography",
    "fastapi",
    "httpx2",
    "openpyxl",
    "pydantic",
    "pypdfium2",
    "python_calamine",
    "reportlab",
    "uvicorn",
    "xlsxwriter",
)
STARTS = [
    ("app.__main__", (*LATE, "PySide6", "sqlalchemy", "sqlcipher3")),
    ("app.services", (*LATE, "PySide6", "sqlalchemy", "sqlcipher3")),
    ("app.bootstrap", (*LATE, "PySide6")),
]


@pytest.mark.parametrize(("entrance", "late"), STARTS, ids=[entrance for entrance, _ in STARTS])
def test_starting_loads_nothing_before_its_time(entrance: str, late: tuple[str, ...]) -> None:
    look = f"import sys, {entrance}; print(*sorted(name for name in {late} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def comments(path: Path) -> Iterator[tuple[int, str]]:
    with path.open("rb") as file:
        yield from ((t.start[0], t.string) for t in tokenize.tokenize(file.readline) if t.type == tokenize.COMMENT)


def test_no_promise_is_left_open() -> None:
    promise = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
    left = [
        f"{where(path)}:{line}"
        for path in modules(*SOURCES, "tests")
        for line, text in comments(path)
        if promise.search(text)
    ]
    assert left == []


def test_every_module_opens_with_a_short_docstring() -> None:
    long = {}
    for path in modules():
        opening = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        if not 1 <= len(opening.splitlines()) <= 4:
            long[where(path)] = len(opening.splitlines())
    assert long == {}


def test_bugs_are_caught_in_two_places_only() -> None:
    broad = {
        where(path) for path in modules() if any(catches_all(node) for node in ast.walk(ast.parse(path.read_bytes())))
    }
    assert len(broad) <= 2, broad


def catches_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})


def test_the_top_level_holds_only_what_tools_expect() -> None:
    allowed = {"app", "ui", "db", "resources", "tests", "docs", "packaging", "pyinstaller.spec", "pyproject.toml"}
    allowed |= {"README.md", "CHANGELOG.md", "LICENSE", "Makefile", "requirements.lock", "requirements-dev.lock"}
    built = {"build", "dist"}
    found = {
        path.name for path in ROOT.iterdir() if not path.name.startswith(".") and not path.name.endswith(".egg-info")
    }
    assert found - built <= allowed


PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / lock).read_text("utf-8")))


def test_both_locks_agree_and_the_short_one_is_part_of_the_long_one() -> None:
    short, long = pins("requirements.lock"), pins("requirements-dev.lock")
    assert short
    assert short.items() <= long.items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_by_hash_and_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"]]
    wanted += [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    grouped = [name for group in project["dependency-groups"].values() for name in group if isinstance(name, str)]
    assert {distribution(name) for name in wanted} <= pins("requirements.lock").keys()
    assert {distribution(name) for name in wanted + grouped} <= pins("requirements-dev.lock").keys()


def distribution(requirement: str) -> str:
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()
