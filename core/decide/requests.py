"""Opening a case, ending it before its time, and mail that merely belongs to it."""

from typing import Any

from core.codec import fingerprint
from core.commands import NoteMail, OpenRequest, TellAtLast, Withdraw
from core.decide.addressees import addressee
from core.decide.advance import close
from core.decide.draft import Draft
from core.decide.filling import next_version
from core.errors import Refusal
from core.gaps import missing_of_request
from core.model import CaseRecord, CaseState, Deployment, DeploymentState, PromptState
from core.process import Role
from core.prompts import KINDS


def open_request(draft: Draft, command: OpenRequest) -> Refusal | None:
    """Make a case of a request, with one vacant deployment to be matched."""
    facts = draft.facts
    ref = f"{facts.alliance.ref_prefix}-{facts.next_ref:04d}"
    draft.open(
        CaseRecord(
            id=ref,
            case=ref,
            alliance=facts.alliance.slug,
            process=facts.process_hash,
            state=CaseState.OPEN,
            opened_at=draft.now,
            requester=command.requester,
            author_proven=command.author_proven,
            author_why=command.author_why,
            schools=command.schools,
            requester_address=command.requester_address,
            requester_name=command.requester_name,
            subject=command.subject,
            thread=command.thread,
        )
    )
    draft.result["case"] = ref
    form = next_version(draft, "request", ref, str(Role.REQUESTER), command.request)
    vacant = Deployment(
        id=draft.next_id("d"),
        case=ref,
        state=DeploymentState.VACANT,
        schools=command.schools,
        half_days=form.values.get("half_days"),
    )
    draft.record("request_opened", form, vacant)
    if not _asked_first(draft):
        draft.change_case("request_completed", completed_request_at=draft.now)
        _acknowledge(draft)
    return None


def _asked_first(draft: Draft) -> tuple[str, ...]:
    """Return what the first form asks at once: then the acknowledgement carries the questions."""
    for slot in draft.process.specs():
        if slot.step_index == 0 and KINDS[slot.spec.kind].tells_request:
            return tuple(missing_of_request(slot.spec.fields, draft.case))
    return ()


def _acknowledge(draft: Draft) -> None:
    record = draft.case.record
    draft.tell(
        record.requester or record.requester_address,
        "acknowledgement",
        f"acknowledgement:{record.id}",
    )


def withdraw(draft: Draft, command: Withdraw) -> Refusal | None:
    """End a case because the support is no longer wanted; whoever has a part in it is told."""
    reason = command.reason.strip()
    if not reason:
        return Refusal(
            "The reason is missing.", "Say why in a sentence; whoever was asked is told it."
        )
    if len(reason) > _LONGEST_REASON:
        return Refusal(
            f"The reason has {len(reason):,} characters; whoever was asked is told it.",
            f"Say it in {_LONGEST_REASON} at most.",
        )
    told = _parties_to(draft)
    close(draft, CaseState.WITHDRAWN, "request_withdrawn")
    for person in sorted(told):
        draft.tell(
            person,
            "news",
            f"withdrawn:{draft.case.ref}:{fingerprint(person)}",
            what="withdrawn",
            reason=reason,
        )
    return None


_LONGEST_REASON = 1000


def _parties_to(draft: Draft) -> set[str]:
    """Return whoever asked, was asked and still counts on it, or looks after the case."""
    case = draft.case
    counting = (PromptState.OPEN, PromptState.ANSWERED)
    found = {addressee(case, x) for x in case.prompt if x.state in counting}
    found.add(case.record.requester or case.record.requester_address)
    coordinator = draft.facts.coordinator
    if coordinator is not None:
        found.add(coordinator.id)
    return found - {""}


def note_mail(draft: Draft, command: NoteMail) -> Refusal | None:
    """Keep a mail with its case; whoever asks how things stand, or could not be read, is told.

    The coordinator hears of any other, unless they wrote it: their own mail system may have.
    """
    draft.record("mail_noted")
    to_writer = _NOTICE_TO_WRITER.get(command.what)
    if to_writer is not None:
        writer = command.person or command.reply_to
        draft.tell(writer, to_writer, f"{to_writer}:{command.key}", prompt=command.prompt)
        return None
    coordinator = draft.facts.coordinator
    if coordinator is None or coordinator.id != command.person:
        draft.tell_coordinator(
            command.what,
            f"mail:{command.key}",
            prompt=command.prompt,
            text=command.text,
            **_written_by(command),
        )
    return None


def tell_at_last(draft: Draft, command: TellAtLast) -> Refusal | None:
    """Tell whoever acts for the alliance now what there was nobody to be told when it happened."""
    coordinator = draft.facts.coordinator
    if coordinator is None:
        return Refusal(
            "There is still nobody to tell.",
            "Import a contact who coordinates or directs the alliance, then try again.",
        )
    draft.record("told_at_last")
    draft.tell(coordinator, command.kind, command.dedup, prompt=command.prompt, **command.facts)
    return None


def _written_by(command: NoteMail) -> dict[str, Any]:
    """Return who wrote a mail, so that a stranger's words never read like a party's."""
    if not command.reply_to:
        return {}
    return {
        "writer": command.person or command.reply_to,
        "address": command.reply_to,
        "proven": command.proven,
        "from_party": command.from_party,
    }


_NOTICE_TO_WRITER = {"question": "status", "unclear_answer": "unclear_answer"}
"""The notice that answers whoever wrote the mail, by what the mail is."""
