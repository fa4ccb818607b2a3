"""What a mail comes to: a command, something parked for a person, or nothing to do.

Pure: everything known around the letter is handed in. A mail decides something only if it carries
the prompt's token, its author is proven to be the party, and a human wrote it; otherwise the answer
is parked together with the command it would have been, for a coordinator to release
(docs/rules.md#who-decides-by-email).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.answering import command_of
from core.commands import Command, NoteMail, OpenRequest
from core.model import Case, Channel, Prompt
from core.process import Role
from core.prompts.replies import Given, Unreadable, read_reply
from intake.away import back_on
from intake.kinds import MailKind, is_listed_by_name_alone, says_for_certain
from intake.letter import Letter
from intake.meanings import Act, Around, Interpretation, Leave, Park


def interpret(letter: Letter, around: Around) -> Interpretation:
    """Decide what a letter comes to."""
    if around.kind is not MailKind.HUMAN:
        return _from_a_machine(letter, around)
    if around.astray:
        return Park(
            "This reply to a question of ours came to another alliance’s address.",
            "Read the mail; if it answers the question, record the answer by hand.",
        )
    if around.case is not None:
        return _about_a_case(letter, around, around.case)
    if around.who is None:
        return Park(
            "The sender is not in the directory.",
            "Link the sender to a person or import the contact, then release the mail; "
            "or discard it.",
            proposal=_open(letter, around),
        )
    return _new(letter, around)


def _from_a_machine(letter: Letter, around: Around) -> Interpretation:
    """Machine mail settles nothing; what may be a person's all the same is shown.

    A bounce is told to the coordinator (`intake.bounce_desk`).
    """
    kind = around.kind.value.replace("_", " ")
    if says_for_certain(letter, around.kind):
        return Leave(f"{kind}: kept, and nothing was done")
    absence = _absence(letter, around)
    if absence is not None:
        return Act(absence)
    if around.token and around.prompt is not None and around.prompt.open:
        return Park(
            f"This came to the reply address of a question, but looks like a machine’s ({kind}).",
            "Read the mail; if a person wrote it, record the answer by hand.",
        )
    if around.request.looks_like == "request":
        return Park(
            f"This reads like a request, but looks like a machine’s ({kind}).",
            "If a person wrote it, release it; or discard it.",
            _open(letter, around),
        )
    if around.who is not None and is_listed_by_name_alone(letter):
        return Park(
            "This came from somebody we know, through a mailing list or a group address.",
            "Read the mail; if it wants an answer, write to them yourself, then discard this.",
        )
    return Leave(f"{kind}: kept, and nothing was done")


def _absence(letter: Letter, around: Around) -> NoteMail | None:
    """Return the news that whoever was asked is away, if their machine says until when."""
    case, prompt, who = around.case, around.prompt, around.who
    if around.kind is not MailKind.AUTO_REPLY or case is None or prompt is None or who is None:
        return None
    if not prompt.open or not (around.token or around.returned):
        return None
    back = back_on(f"{letter.subject}\n{around.reply_text}", around.today)
    if back is None or back <= around.today or not _is_party(around, case, prompt):
        return None
    # However many of our mails it answers, it is one piece of news.
    return NoteMail(
        key=f"away:{prompt.id}:{who.person.id}:{back.isoformat()}",
        actor=who.person.id,
        channel=Channel.EMAIL,
        case=case.ref,
        what="away",
        text=f"{who.person.name} is away until {back:%A %-d %B %Y}.",
        person=who.person.id,
        prompt=prompt.id,
    )


def _about_a_case(letter: Letter, around: Around, case: Case) -> Interpretation:
    prompt = around.prompt
    if prompt is None:
        return Act(_note(letter, around, case, _remark(around)))
    if not prompt.open:
        return Act(_note(letter, around, case, "late_answer"))
    answer = _answer(around, prompt)
    if isinstance(answer, Unreadable):
        if answer.question and _is_party(around, case, prompt):
            return Act(_note(letter, around, case, "question_to_coordinator"))
        hint = "Read the mail, and record the answer by hand."
        return Park(answer.why, hint, beside=_not_understood(letter, around, case, prompt))
    if not around.token:
        return Park(
            "This looks like an answer, but it did not come to the reply address of the question.",
            "If it is the party's answer, release it.",
            answer,
        )
    if not _is_party(around, case, prompt):
        return Park(
            "The answer comes from somebody other than the person who was asked.",
            "If they may answer, release it.",
            answer,
        )
    if not around.author.proven:
        return Park(
            f"It is not proven who wrote this: {around.author.why}",
            "If it is genuine, release it.",
            answer,
        )
    return Act(answer)


def _not_understood(letter: Letter, around: Around, case: Case, prompt: Prompt) -> NoteMail | None:
    """Return what tells the proven party that their answer could not be read; None: nobody is."""
    party = around.token and around.author.proven and _is_party(around, case, prompt)
    if not party or around.unanswerable:
        return None
    note = _note(letter, around, case, "unclear_answer")
    return replace(note, key=f"unclear:{prompt.id}:{around.key}")


def _is_party(around: Around, case: Case, prompt: Prompt) -> bool:
    if prompt.person is not None:
        return around.who is not None and around.who.person.id == prompt.person
    address = case.record.requester_address.lower()
    return prompt.role == Role.REQUESTER and around.author.address.lower() == address


def _remark(around: Around) -> str:
    return _question(around) if around.request.looks_like == "question" else "remark"


def _question(around: Around) -> str:
    """Return who answers a question how things stand: we, or a person where we may not."""
    return "question_to_coordinator" if around.unanswerable else "question"


def _note(letter: Letter, around: Around, case: Case, what: str) -> NoteMail:
    return NoteMail(
        key=around.key,
        actor=_actor(around),
        channel=Channel.EMAIL,
        case=case.ref,
        what=what,
        text=around.reply_text or letter.subject,
        reply_to=around.author.address,
        person=around.who.person.id if around.who else None,
        prompt=around.prompt.id if around.prompt else None,
        proven=around.author.proven,
        from_party=around.prompt is not None and _is_party(around, case, around.prompt),
    )


def _actor(around: Around) -> str:
    return around.who.person.id if around.who else around.author.address


def _answer(around: Around, prompt: Prompt) -> Command | Unreadable:
    if around.asking is None:
        return Unreadable("Nothing is being asked any more.")
    if around.veiled:
        return Unreadable("Some words of the reply are struck out or hidden, so it is not clear.")
    given = read_reply(around.reply_text, around.asking)
    if isinstance(given, Unreadable):
        return given
    if around.other_version and given.verdict in ("yes", "no"):
        other = read_reply(around.other_version, around.asking)
        if not isinstance(other, Given) or other.verdict != given.verdict:
            return Unreadable("The mail’s plain text and its formatted text say different things.")
    return command_of(
        given,
        prompt,
        key=around.key,
        actor=prompt.person or around.author.address,
        channel=Channel.EMAIL,
        text=around.reply_text,
    )


def _new(letter: Letter, around: Around) -> Interpretation:
    looks = around.request.looks_like
    if looks == "request":
        if not around.unanswerable:
            return Act(_open(letter, around))
        return Park(
            f"This asks for support, but {around.unanswerable}, so it was not taken up by itself.",
            "If a person wrote it, release it: they are then written to as usual.",
            _open(letter, around),
        )
    if looks == "question" and len(around.running) == 1:
        return Act(
            NoteMail(
                key=around.key,
                actor=_actor(around),
                channel=Channel.EMAIL,
                case=around.running[0],
                what=_question(around),
                text=around.reply_text,
                reply_to=around.author.address,
                person=around.who.person.id if around.who else None,
            )
        )
    return Park(
        f"It is not clear what the writer wants; this looks like {_A[looks]}.",
        "Answer it yourself, or release it as a new request.",
        proposal=_open(letter, around),
    )


_A: Mapping[str, str] = {
    "question": "a question",
    "invoice": "an invoice or a payment",
    "other": "neither a request nor an answer",
}


def _name(letter: Letter) -> str:
    """Return what the sender calls themselves; an address in a name's place may be anybody's."""
    name = letter.sender.name if letter.sender else ""
    return "" if "@" in name else name


def _open(letter: Letter, around: Around) -> OpenRequest:
    return OpenRequest(
        key=around.key,
        actor=_actor(around),
        channel=Channel.EMAIL,
        alliance=around.alliance.slug,
        requester=around.who.person.id if around.who else None,
        requester_address=around.author.address,
        requester_name=around.who.person.name if around.who else _name(letter),
        subject=letter.subject,
        schools=_schools(around),
        request=_request(around),
        author_proven=around.author.proven,
        author_why=around.author.why,
        thread=f"<{letter.message_id}>" if letter.message_id else "",
    )


def _schools(around: Around) -> tuple[str, ...]:
    """Return the schools that were read for certain, else the one school the sender works at."""
    sure = around.request.sure_schools()
    if sure:
        return sure
    own = around.who.schools if around.who else ()
    return own if len(own) == 1 else ()


def _request(around: Around) -> dict[str, Any]:
    values = around.request.values()
    need = around.request.need
    values.setdefault("need", need.value if need else around.reply_text)
    schools = _schools(around)
    if schools:
        values["school"] = ", ".join(around.schools.get(x, x) for x in schools)
    return values
