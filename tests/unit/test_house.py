"""The rules of the house, held by reading the tree itself."""

import ast
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "bot", "intake", "scheduler", "sle_broker")
WRITTEN_IN = (*PACKAGES, "tests", "docs", "alliances", ".ci")
TOO_LONG_A_FILE = 400
LONGEST_FUNCTION = 50
NOT_MEASURED = ("core/store/migrations/versions/",)
"""A revision is as long as the tables it makes, and is read once, beside the tables themselves."""

# A path that only one machine has: a person's home, or where a build happened to be.
MACHINE_PATH = re.compile(
    r"(?<![\w.:/>-])/(?:root|home|Users|work|mnt|private/var)/[\w.]|\b[A-Z]:\\+Users\\"
)


def _files(*suffixes: str) -> list[Path]:
    """List what people wrote, leaving out what tools made and what the service stores."""
    inside = (path for name in WRITTEN_IN for path in (ROOT / name).rglob("*"))
    top = (path for path in ROOT.iterdir() if path.name != ".env")
    return sorted(
        path
        for path in (*top, *inside)
        if path.is_file()
        and "__pycache__" not in path.parts
        and (not suffixes or path.suffix in suffixes)
    )


def _product() -> list[Path]:
    """List the Python files that ship, database revisions apart."""
    return [
        path
        for path in _files(".py")
        if path.relative_to(ROOT).parts[0] in PACKAGES and "versions" not in path.parts
    ]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def _where(path: Path, node: ast.expr | ast.stmt) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def _docstrings(tree: ast.Module) -> set[int]:
    """Identify the constants that are documentation."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def _slugs() -> set[str]:
    folders = (ROOT / "core" / "processes", ROOT / "core" / "alliances", ROOT / "alliances")
    return {
        spelling
        for folder in folders
        for path in folder.glob("*.toml")
        for name in (path.stem, str(tomllib.loads(path.read_text("utf-8")).get("slug", path.stem)))
        for spelling in (name, name.replace("_", "-"), name.replace("-", "_"))
    }


# --- code ---------------------------------------------------------------------------------------


def test_the_tree_is_being_read() -> None:
    assert len(_product()) >= len(PACKAGES)
    assert ROOT / "Makefile" in _files()


def _measured(*suffixes: str) -> list[Path]:
    """List what has to stay short: code, tests, templates, and processes as data."""
    return [
        path
        for path in _files(*suffixes)
        if path.relative_to(ROOT).parts[0] in (*PACKAGES, "tests")
        and not path.relative_to(ROOT).as_posix().startswith(NOT_MEASURED)
    ]


def test_files_stay_short_enough_to_read() -> None:
    measured = _measured(".py", ".toml", ".html", ".css", ".js")
    assert {path.suffix for path in measured} >= {".py", ".toml", ".html"}
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in measured}
    assert not {
        str(path.relative_to(ROOT)): n for path, n in lengths.items() if n >= TOO_LONG_A_FILE
    }


def test_functions_stay_short_enough_to_read() -> None:
    long = [
        f"{_where(path, node)} {node.name}: {lines} lines"
        for path in _measured(".py")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not long


def test_what_is_not_measured_exists() -> None:
    assert all((ROOT / path).exists() for path in NOT_MEASURED)


def test_no_code_knows_an_alliance_by_name() -> None:
    slugs = _slugs()
    named = [
        f"{_where(path, node)} {node.value!r}"
        for path in _product()
        for tree in [_tree(path)]
        for documentation in [_docstrings(tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value in slugs
        and id(node) not in documentation
    ]
    assert not named


def _imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0], node


def _canonical(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def _undeclared(paths: list[Path], declared: set[str]) -> list[str]:
    providers = packages_distributions()
    ours = {*PACKAGES, "tests", "conftest"}
    return [
        f"{_where(path, node)} {module}"
        for path in paths
        for beside in [{neighbour.stem for neighbour in path.parent.glob("*.py")}]
        for module, node in _imports(path)
        if module not in ours | beside | sys.stdlib_module_names | {"_typeshed"}
        and not declared & {_canonical(name) for name in providers.get(module, [])}
    ]


def _declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {_canonical(line) for line in project["dependencies"]}


def _declared_for_tests() -> set[str]:
    lines = (ROOT / "requirements-dev.in").read_text("utf-8").splitlines()
    return {_canonical(line) for line in lines if line and not line.startswith("#")}


def test_what_the_product_imports_is_declared() -> None:
    assert not _undeclared(_product(), _declared())


def test_what_the_tests_import_is_declared() -> None:
    """But for `tests/bench/peer_*.py`, which run in the peers' own environment."""
    here = [
        path
        for path in _files(".py")
        if path.is_relative_to(ROOT / "tests") and not path.name.startswith("peer_")
    ]
    assert not _undeclared(here, _declared() | _declared_for_tests())


# --- packaging ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from the tree as it stands."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


def test_a_wheel_carries_everything_the_packages_hold(wheel: set[str]) -> None:
    held = {
        path.relative_to(ROOT).as_posix()
        for path in _files()
        if path.relative_to(ROOT).parts[0] in PACKAGES
    }
    assert held <= wheel


def test_a_wheel_carries_nothing_but_the_packages(wheel: set[str]) -> None:
    folders = {name.split("/")[0] for name in wheel}
    assert {name for name in folders if not name.endswith(".dist-info")} == set(PACKAGES)


REQUIREMENTS = sorted(path.name for path in ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    wanted = [
        line for line in text.splitlines() if line.strip() and not line.startswith((" ", "#"))
    ]
    assert wanted
    assert not [
        line for line in wanted if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_name_no_registry(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host| @ ", text)


def test_every_requirements_file_can_be_renewed() -> None:
    sources = {path.stem for path in ROOT.glob("requirements*.in")} | {"requirements"}
    assert {path.removesuffix(".txt") for path in REQUIREMENTS} == sources


# --- documents ----------------------------------------------------------------------------------


def _targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def test_every_make_command_in_the_documents_exists() -> None:
    written = {
        (str(path.relative_to(ROOT)), target)
        for path in _files(".md")
        for target in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert written
    assert not {(path, target) for path, target in written if target not in _targets()}


def test_make_alone_lists_every_target() -> None:
    command = ["make", "--no-print-directory"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert set(re.findall(r"^  ([a-z-]+)", listed, re.MULTILINE)) == _targets()


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in _files(".md")
        for link in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", path.read_text("utf-8"))
        if not (path.parent / link).exists()
    ]
    assert not broken


def test_decisions_are_short_and_complete() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n + 1:04}" for n in range(len(decisions))]
    for path in decisions:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 15, path.name
        for part in ("Context", "Choice", "Cost", "Reversed by"):
            assert f"**{part}.**" in text, (path.name, part)


def test_nothing_points_at_one_machine() -> None:
    found = []
    for path in _files():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}"
            for number, line in enumerate(lines, 1)
            if MACHINE_PATH.search(line)
        ]
    assert not found


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("see " + "/home" + "/ann/notes", True),
        ("C:" + "\\Users\\ann", True),
        ("https://school.example/home/staff", False),
        ("core/home/school", False),
        ("<a href='/cases/1'>", False),
    ],
)
def test_a_machine_path_is_told_from_an_address(text: str, is_one: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is is_one


# --- settings -----------------------------------------------------------------------------------

EXAMPLE = (ROOT / ".env.example").read_text("utf-8")


def test_the_example_settings_are_all_the_settings() -> None:
    explained = re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)
    settings = [str(field.validation_alias) for field in Settings.model_fields.values()]
    assert sorted(explained) == sorted(settings)


def test_every_example_setting_is_explained() -> None:
    paragraphs = [
        part for part in EXAMPLE.split("\n\n") if re.search(r"^#?[A-Z_]+=", part, re.MULTILINE)
    ]
    assert [part for part in paragraphs if not part.startswith("# ")] == []


def test_the_example_settings_show_what_holds_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [str(field.validation_alias) for field in Settings.model_fields.values()]
    for name in names:
        monkeypatch.delenv(name, raising=False)
    shown = re.findall(r"^#?([A-Z_]+=.+)$", EXAMPLE, re.MULTILINE)
    written = tmp_path / ".env"
    written.write_text("\n".join(shown), "utf-8")
    monkeypatch.chdir(tmp_path)
    as_shown = Settings().model_dump()
    written.unlink()
    assert as_shown == Settings().model_dump()


# --- what tests stand on ------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["192.0.2.1", "0.0.0.0", "::ffff:192.0.2.1"])  # noqa: S104
def test_tests_cannot_reach_beyond_this_machine(address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as outside:
        outside.setblocking(False)
        with pytest.raises(RuntimeError, match="tests stay on this machine"):
            outside.connect_ex((address, 25))


def test_tests_cannot_ask_for_names_beyond_this_machine() -> None:
    with pytest.raises(RuntimeError, match="tests stay on this machine"):
        socket.getaddrinfo("school.example", 25)


def test_tests_cannot_be_reached_from_beyond_this_machine() -> None:
    with socket.socket() as inside, pytest.raises(RuntimeError, match="tests stay"):
        inside.bind(("", 0))


def test_tests_can_talk_over_loopback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(("localhost", server.getsockname()[1])) as client:
            client.sendall(b"hello")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(5) == b"hello"


def test_tests_can_use_unix_sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's whole path may be too long for the system
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("here")
        server.listen()
        client.connect("here")
