"""What the code cites can be found in the repository, and what the rules name exists."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("core", "bot", "intake", "scheduler", "sle_broker", "tests")
RULES = (ROOT / "docs" / "rules.md").read_text("utf-8")

# Papers that were worked from and are not in the repository, in the ways they are cited: whole
# words in capitals before a section, a rule or a bracket's end, and file names. Put together here
# so that this file does not cite them itself.
PAPERS = "|".join(("DES" + "IGN", "DOM" + "AIN", "INTER" + "FACE", "MA" + "IL", "SL" + "ACK"))
OUTSIDE = re.compile(rf"\b(?:{PAPERS})(?:\.md\b|,? (?:§|decision|situation|section)|[ ]?§)|§\s?\d")
CITED = re.compile(r"docs/[\w/.-]+?\.md(?:#[\w-]+)?")
DECISION = re.compile(r"docs/decisions/(\d{4})\b")


def written() -> Iterator[tuple[str, str]]:
    """Yield every docstring and comment of ours, with where it stands."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name, source = str(path.relative_to(ROOT)), path.read_text("utf-8")
            for token in tokenize.generate_tokens(io.StringIO(source).readline):
                if token.type == tokenize.COMMENT:
                    yield f"{name}:{token.start[0]}", token.string
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                    yield f"{name}:{node.lineno}", str(node.value.value)
    for path in sorted((ROOT / "core").rglob("*.toml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if "#" in line:
                yield f"{path.relative_to(ROOT)}:{number}", line.partition("#")[2]


@cache
def anchors(document: str) -> frozenset[str]:
    """Return what can be linked to in a document: its headings, and anchors of its own."""
    text = (ROOT / document).read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", x.lower()).strip().replace(" ", "-") for x in headings}
    return frozenset(slugs | set(re.findall(r'<a id="([\w-]+)">', text)))


def test_nothing_cites_a_paper_that_is_not_here() -> None:
    assert not [f"{where}: {text}" for where, text in written() if OUTSIDE.search(text)]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("as planned (" + "DES" + "IGN §6)", True),
        ("(" + "DOM" + "AIN, situation 20)", True),
        ("see " + "MA" + "IL.md", True),
        ("MAIL FROM of RFC 5321, section 4.1", False),
        ("docs/rules.md#once", False),
    ],
)
def test_a_paper_is_told_from_a_word(text: str, is_one: bool) -> None:
    assert bool(OUTSIDE.search(text)) is is_one


def test_whatever_is_cited_is_there() -> None:
    cited = [(where, x) for where, text in written() for x in CITED.findall(text)]
    assert cited
    missing = []
    for where, citation in cited:
        document, _, anchor = citation.partition("#")
        there = (ROOT / document).is_file() and (not anchor or anchor in anchors(document))
        missing += [] if there else [f"{where}: {citation}"]
    assert not missing


def test_every_decision_cited_was_taken() -> None:
    taken = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")}
    cited = {(where, x) for where, text in written() for x in DECISION.findall(text)}
    assert cited
    assert not {(where, number) for where, number in cited if number not in taken}


def test_every_decision_of_a_process_file_is_explained() -> None:
    cited = {
        x
        for path in (ROOT / "core" / "processes").glob("*.toml")
        for x in re.findall(r"\bdecision (\d[a-z]?)", path.read_text("utf-8"), re.IGNORECASE)
    }
    assert cited
    assert {f"decision-{x}" for x in cited} <= anchors("docs/rules.md")


def test_links_within_documents_lead_to_a_heading() -> None:
    broken = []
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for link in re.findall(r"\]\(([^)\s:]*#[^)\s]+)\)", path.read_text("utf-8")):
            document, _, anchor = link.partition("#")
            target = (path.parent / document) if document else path
            if not target.is_file() or anchor not in anchors(str(target.resolve())):
                broken.append(f"{path.relative_to(ROOT)}: {link}")
    assert not broken


# --- the rules ----------------------------------------------------------------------------------

SECTIONS = dict(re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", RULES, re.MULTILINE | re.DOTALL))


def test_the_rules_are_numbered_in_order() -> None:
    numbers = [int(x) for x in re.findall(r"^\*\*Rule (\d+)\.\*\*", RULES, re.MULTILINE)]
    assert numbers == list(range(1, len(SECTIONS) + 1))


@pytest.mark.parametrize("name", SECTIONS)
def test_a_rule_says_where_it_comes_from_and_what_holds_it(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", name)
    parts = re.fullmatch(
        r"\n\*\*Rule.+?\n\n- Source: (.+)\n- Code: (.+)\n- Tests: (.+)\n+",
        SECTIONS[name],
        re.DOTALL,
    )
    assert parts
    source, code, tests = parts.groups()
    assert source.strip()
    for path in re.findall(r"`([^`]+)`", code):
        assert (ROOT / path).exists(), path
    named = [x for x in re.findall(r"`([^`]+)`", tests) if x.startswith("test_")]
    held = "".join((ROOT / x).read_text("utf-8") for x in re.findall(r"`(tests/[^`]+)`", tests))
    assert named
    assert not [x for x in named if f"def {x}(" not in held]
