"""Ways of brokering, as their files say: listed, checked, drawn."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core.alliance_files import load_alliance
from core.errors import Refusal
from core.parties import Alliance
from core.process_files import FileFaults, LoadedProcess, describe, diagram, load_process
from core.views.layout import table
from sle_broker.arguments import add_json
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.exits import Exit
from sle_broker.files import read_file
from sle_broker.own_files import load_all_alliances, load_processes


def _arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|check|diagram")
    add_json(verbs.add_parser("list", help="the ways of brokering there are"))
    check = verbs.add_parser("check", help="say what is wrong in a process file, else describe it")
    check.add_argument("what", metavar="FILE|SLUG", nargs="*", help="default: all there are")
    add_json(check)
    draw = verbs.add_parser("diagram", help="draw a process as a flowchart")
    draw.add_argument("what", metavar="FILE|SLUG")
    draw.add_argument("--style", choices=("mermaid", "text"), default="mermaid")


def _process(program: Program, given: Namespace) -> Ending:
    try:
        return {"list": _list, "check": _check, "diagram": _diagram}[given.verb](program, given)
    except FileFaults as error:
        if program.console.as_json:
            faults = [
                {"file": x.file, "line": x.line, "what": x.what, "mend": x.mend}
                for x in error.problems
            ]
            program.console.show({"ok": False, "problems": faults}, "")
        return Refusal(str(error))


def _list(program: Program, _given: Namespace) -> Ending:
    found = load_processes(program.settings).values()
    listed = [
        {
            "slug": x.process.slug,
            "name": x.process.name,
            "source": x.process.source,
            "steps": len(x.process.step),
            "hash": x.hash,
        }
        for x in found
    ]
    lines = [(x["slug"], x["name"], x["steps"]) for x in listed]
    program.console.show(listed, table(("process", "name", "steps"), lines))
    return Exit.DONE


def _check(program: Program, given: Namespace) -> Ending:
    known = load_processes(program.settings)
    if not given.what:
        alliances = list(load_all_alliances(program.settings, known).values())
        return _checked(program, list(known.values()), alliances)
    theirs = [Path(x) for x in given.what if _is_alliance(Path(x))]
    ours = [x for x in given.what if Path(x) not in theirs]
    found = []
    for words in ours:
        one = _find(program, words)
        if isinstance(one, Refusal):
            return one
        found.append(one)
    return _checked(program, found, [load_alliance(x, list(known)) for x in theirs])


def _is_alliance(path: Path) -> bool:
    """Whether a file says who an alliance is, not how it works."""
    content = read_file(path)
    return not isinstance(content, Refusal) and b"ref_prefix" in content


def _checked(program: Program, found: list[LoadedProcess], alliances: list[Alliance]) -> Ending:
    document = {
        "ok": True,
        "problems": [],
        "processes": [{"slug": x.process.slug, "hash": x.hash} for x in found],
        "alliances": [{"slug": x.slug, "process": x.process} for x in alliances],
    }
    parts = [describe(x.process).rstrip() for x in found]
    parts += [f"{x.name} ({x.slug}): works by {x.process}; nothing is wrong." for x in alliances]
    program.console.show(document, "\n\n".join(parts))
    return Exit.DONE


def _diagram(program: Program, given: Namespace) -> Ending:
    found = _find(program, given.what)
    if isinstance(found, Refusal):
        return found
    program.console.show(None, diagram(found.process, given.style))
    return Exit.DONE


def _find(program: Program, what: str) -> LoadedProcess | Refusal:
    """Return a process by its file, or by the slug of one that is in use; raises ProcessFileError
    for a file that is wrong.
    """
    path = Path(what)
    known = {} if path.suffix == ".toml" else load_processes(program.settings)
    if what in known:
        return known[what]
    if known and not _is_there(path):
        slugs = ", ".join(sorted(known))
        return Refusal(f"There is no process and no file {what!r}.", f"Processes: {slugs}.")
    return load_process(path)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than any file's
        return False


COMMANDS = {"process": CommandSpec(_arguments, _process)}
