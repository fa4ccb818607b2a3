"""Running the service, and getting it ready to run."""

import asyncio
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from core.errors import ConfigError, Refusal
from core.store import schema
from core.store.engine import Database
from sle_broker.arguments import add_json
from sle_broker.command import CommandSpec, Ending, Program
from sle_broker.doctor import Finding, examine
from sle_broker.exits import Exit
from sle_broker.locking import AlreadyRunning, only_one
from sle_broker.practice.choosing import nothing_connected
from sle_broker.serving import PARTS, Serving, new_loop
from sle_broker.slack_settings import is_on

# --- serve --------------------------------------------------------------------------------------


def _parts(words: str) -> frozenset[str]:
    chosen = frozenset(x.strip() for x in words.split(",") if x.strip())
    unknown = sorted(chosen - set(PARTS))
    if unknown or not chosen:
        message = f"there is no part {', '.join(unknown)!r}: write some of {','.join(PARTS)}"
        raise ArgumentTypeError(message)
    return chosen


def _serve_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        type=_parts,
        default=frozenset(PARTS),
        metavar="PARTS",
        help=f"only these parts, with commas between them: {','.join(PARTS)}",
    )
    parser.add_argument(
        "--no-practice",
        action="store_true",
        help="refuse to start where nothing is connected, instead of practising",
    )
    add_json(parser)


def _serve(program: Program, given: Namespace) -> Ending:
    settings = program.settings
    if given.no_practice and nothing_connected(settings):
        message = (
            "nothing is connected: set BROKER_SMTP_URL (such as "
            "smtp+starttls://USER:PASSWORD@HOST:587), Slack's tokens or both, or start without "
            "--no-practice to practise"
        )
        raise ConfigError(message)
    everything = given.only == frozenset(PARTS)
    try:
        if everything and nothing_connected(settings):
            from sle_broker.practice.running import practise  # noqa: PLC0415 — large

            practise(settings, program.console)
        else:
            _work(program, given.only)
    except AlreadyRunning:
        return Refusal(
            "Another sle-broker is running on this SQLite database.",
            "Stop it first, or move to PostgreSQL (DATABASE_URL), where several may run.",
        )
    return Exit.DONE


def _work(program: Program, parts: frozenset[str]) -> None:
    for sentence in _what_is_off(program, parts):
        program.console.say(sentence)
    service = program.service
    with only_one(service.database), asyncio.Runner(loop_factory=new_loop()) as runner:
        runner.run(Serving(service, parts, program.console).run())


def _what_is_off(program: Program, parts: frozenset[str]) -> list[str]:
    off = [f"The {x} is off: this process was told to leave it." for x in PARTS if x not in parts]
    if not program.settings.smtp_url:
        off.append("Mail out is off: BROKER_SMTP_URL is not set, so notices wait in the outbox.")
    if not is_on(program.settings):
        off.append("Slack is off: SLACK_BOT_TOKEN is not set.")
    return off


# --- migrate ------------------------------------------------------------------------------------


def _migrate(program: Program, _given: Namespace) -> Ending:
    database = Database(program.settings.database)
    try:
        before = schema.revision(database)
        schema.upgrade(database)
        after = schema.revision(database)
    finally:
        database.close()
    changed = before != after
    text = f"The database is at {after}" + (f" (was {before or 'empty'})." if changed else ".")
    program.console.show({"before": before, "after": after}, text)
    return Exit.DONE


# --- doctor -------------------------------------------------------------------------------------


def _doctor(program: Program, _given: Namespace) -> Ending:
    found = examine(program)
    wrong = [x for x in found if x.verdict == "mend"]
    document = {"ok": not wrong, "checks": [x.to_json() for x in found]}
    program.console.show(document, "\n".join(_line(x) for x in found))
    if not wrong:
        return Exit.DONE
    count = "One thing needs" if len(wrong) == 1 else f"{len(wrong)} things need"
    return Refusal(f"{count} fixing.")


_PLAINLY = {"well": "ok", "note": "note", "mend": "fix"}


def _line(found: Finding) -> str:
    mend = f"\n        {found.mend}" if found.mend else ""
    return f"{_PLAINLY[found.verdict]:<5}   {found.what}{mend}"


COMMANDS = {
    "serve": CommandSpec(_serve_arguments, _serve, never_practice=True),
    "migrate": CommandSpec(add_json, _migrate, never_practice=True),
    "doctor": CommandSpec(add_json, _doctor, never_practice=True),
}
