"""Values to make Slack's views from, and what holds of every view there is."""

import string
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from bot.ids import Carried
from bot.views.blocks import Message
from bot.views.shown import (
    CaseCard,
    CaseLine,
    Choice,
    Home,
    Lending,
    ParkedItem,
    Question,
)
from core.notices.view import Shown
from core.prompts import Answers
from sle_broker.practice.slack.blockkit.checking import check_blocks, check_view

AT = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
TODAY = date(2026, 11, 3)
ABOUT = Carried(case="DA-0012", prompt="DA-0012.p3", deployment="DA-0012.d1")

QUESTION = Question(
    case="DA-0012",
    prompt="DA-0012.p3",
    title="Approve the release",
    answers=Answers.YES_NO,
    schools="Oakfield Primary School",
    who="Gwen Pryce (head of the home school)",
    due="Thursday 5 November",
    deployment="DA-0012.d1",
    since="Monday 2 November",
)
LENDING = Lending(
    deployment="DA-0012.d1",
    case="DA-0012",
    sle="Noor Aziz",
    home_school="Elmbrook Academy",
    schools="Oakfield Primary School",
    half_days_agreed=5,
    half_days_logged=2,
    period="Monday 7 December to Friday 18 December",
    under_way=True,
)
CARD = CaseCard(
    ref="DA-0012",
    state="open",
    schools="Oakfield Primary School",
    headline=(
        Shown(label="Specialisms", value="Phonics and English"),
        Shown(label="Days asked for", value="2.5 days"),
        Shown(label="When", value="before Christmas, not on Thursdays"),
    ),
    step="Match",
    waiting=(QUESTION,),
    lendings=(LENDING,),
    money=("Invoice INV-7: £350.00, raised",),
    opened="Monday 2 November",
    may_invoice=True,
    may_pay=True,
)
PARKED = ParkedItem(
    id=7,
    why="The writer is not known.",
    hint="Link the sender to a person, or discard it.",
    who="office@oakfield.example",
    subject="Help with phonics",
    since="Monday 2 November",
    alliance="downland",
    proposes="Open a request",
    unknown_sender=True,
)
HOME = Home(
    name="Noor Aziz",
    alliance="Downland Alliance",
    waiting=(QUESTION,),
    cases=(CaseLine(ref="DA-0012", schools="Oakfield Primary School", stands="Waits for you"),),
    lendings=(LENDING,),
    coordinates=True,
    parked=(PARKED,),
    overdue=(QUESTION,),
)


def choices(number: int, *, firm: int = 0) -> tuple[Choice, ...]:
    """Return a shortlist of this length, of whom the last `firm` cannot be asked."""
    return tuple(
        Choice(
            sle=f"sle-{n}",
            name=f"Sol Ray {n}",
            home_school="Elmbrook Academy",
            reasons=("specialism: Phonics", "10 days left this school year"),
            vetoes=("has none of the specialisms asked for",) if n % 3 == 2 or n >= number - firm
            else (),
            firm=n >= number - firm,
        )
        for n in range(number)
    )  # fmt: skip


# --- what holds of every view ---------------------------------------------------------------------


def sound(message: Message) -> Message:
    """Assert that Slack takes a message, that it pings nobody and says something as text."""
    check_blocks(message.blocks)
    assert message.text.strip(" –")
    assert len(message.text) <= 4000
    assert not list(pings({"text": message.text, "blocks": message.blocks}))
    return message


def sound_view(view: dict[str, Any]) -> dict[str, Any]:
    """Assert that Slack takes a view, and that it pings nobody."""
    check_view(view, view["type"])
    assert not list(pings(view))
    return view


def pings(value: Any) -> Iterator[str]:
    """Yield every text in which Slack would find a mention or a link: none of ours has one."""
    if isinstance(value, dict):
        is_plain = value.get("type") == "plain_text"
        for name, inner in value.items():
            is_read = name == "text" and isinstance(inner, str) and not is_plain
            if is_read and ("<" in inner or ">" in inner):
                yield inner
            yield from pings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pings(inner)


def texts(value: Any) -> str:
    """Return all that a reader sees, one text a line."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        inner = [texts(x) for x in value.values() if isinstance(x, dict | list)]
        return "\n".join([*own, *(x for x in inner if x)])
    return "\n".join(texts(x) for x in value) if isinstance(value, list) else ""


def elements(value: Any) -> Iterator[dict[str, Any]]:
    """Yield everything that can be pressed or filled in."""
    if isinstance(value, dict):
        if "action_id" in value:
            yield value
        for inner in value.values():
            yield from elements(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from elements(inner)


def actions_of(value: Any) -> list[str]:
    """Return the ids of what can be pressed, in order."""
    return [x["action_id"] for x in elements(value)]


# --- hostile and huge values ----------------------------------------------------------------------

NASTY = (
    "",
    " ",
    "<!channel> <!here> <@U0123> <#C0123|general> <https://evil.example|click>",
    "@channel @here #general",
    "*bold* _italic_ ~gone~ `code` ```more```",
    "* ` _ ~",
    "> quoted\n>>> and more",
    "&lt;!channel&gt; &amp;",
    "x" * 20_000,
    "&" * 9_000,
    "👩🏽‍🏫" * 3_000,
    "line\n" * 4_000,
    "\u202egnirts a\u202c\x00\x07\ud800",
    "…" * 400,
    " ".join(["word"] * 5_000),
)
HOSTILE = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=80),
    st.builds(lambda x, n: x * n, st.text(min_size=1, max_size=12), st.integers(1, 1200)),
)
IDS = st.text(alphabet=string.ascii_letters + string.digits + "-.", min_size=1, max_size=30)
_OURS = frozenset({"case", "prompt", "deployment", "ref", "sle", "invoice", "alliance"})


def hostile(kind: Any, name: str = "") -> st.SearchStrategy[Any]:
    """Return values of a type in which every text is hostile or huge, but for ids of ours."""
    if kind is str:
        return IDS if name in _OURS else HOSTILE
    if is_dataclass(kind) and isinstance(kind, type):
        return _hostile_values(kind)
    if get_origin(kind) is tuple:
        return st.lists(hostile(get_args(kind)[0]), max_size=14).map(tuple)
    if get_origin(kind) is UnionType:
        found = [hostile(x, name) for x in get_args(kind) if x is not NoneType]
        return st.none() | st.one_of(found)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        bool: st.booleans(),
        int: st.integers(0, 10_000),
        datetime: st.just(AT),
        date: st.just(TODAY),
    }
    return plain[kind]


def _hostile_values(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    given = {x.name: hostile(hints[x.name], x.name) for x in fields(kind)}
    if kind is Lending:
        given["sle"] = HOSTILE  # a name here, an id in a shortlist
    if kind is CaseCard:
        given["state"] = st.sampled_from(("open", "closed", "withdrawn"))
    return st.builds(kind, **given)
