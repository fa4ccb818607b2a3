"""From a question to what reading its reply needs, and from what was read to a command.

The same two steps for every channel: mail, chat and the command line.
"""

from collections.abc import Mapping
from datetime import date

from core.commands import AnswerPrompt, LogVisits
from core.gaps import left_to_ask
from core.model import Case, Channel, Prompt
from core.process import Process
from core.prompts import KINDS
from core.prompts.replies import Asking, Given
from core.reading.request import RequestReading


def asking_of(
    case: Case,
    prompt: Prompt,
    process: Process,
    on: date,
    *,
    sles: Mapping[str, str],
    schools: Mapping[str, str],
    request: RequestReading | None = None,
    letter: str = "",
) -> Asking:
    """Return what a reply written `on` a day answers; `sles` and `schools` are names by ids."""
    kind, fields = KINDS[prompt.kind], process.slot_at(prompt.place).spec.fields
    deployment = case.find_deployment(prompt.about)
    return Asking(
        kind=kind,
        fields=fields,
        on=on,
        sles=sles,
        missing=left_to_ask(case, prompt, kind.form or "", fields),
        schools=schools,
        deployment=deployment if deployment is not None and deployment.under_way else None,
        request=request,
        letter=letter,
    )


def command_of(
    given: Given,
    prompt: Prompt,
    *,
    key: str,
    actor: str,
    channel: Channel,
    text: str = "",
    on_behalf: bool = False,
) -> AnswerPrompt | LogVisits:
    """Return the command that an answer comes to: visits are logged, all else settles the prompt.

    `on_behalf`: whoever hands it in speaks for the party that was asked.
    """
    if given.visits:
        return LogVisits(
            key=key,
            actor=actor,
            channel=channel,
            case=prompt.case,
            deployment=prompt.about,
            visits=given.visits,
        )
    return AnswerPrompt(
        key=key,
        actor=actor,
        channel=channel,
        case=prompt.case,
        prompt=prompt.id,
        verdict=given.verdict,
        values=given.values,
        conditions=given.conditions,
        half_days=given.half_days,
        text=text,
        on_behalf=on_behalf,
    )
