"""What Slack shows of a case is kept true: its card, and the questions that were put there."""

from core.decide.draft import Draft
from core.model import Case


def show(draft: Draft, before: Case | None) -> None:
    """Have the card put right, and every question that is no longer its party's to answer."""
    channel, key = draft.facts.alliance.slack_channel, draft.command.key
    for prompt in before.open_prompts() if before else ():
        now = draft.case.find_prompt(prompt.id)
        is_theirs = now is not None and now.open and now.person == prompt.person
        if prompt.person and not is_theirs:
            draft.show("settled", prompt.person, f"settled:{prompt.id}:{key}", prompt.id)
    if channel:
        draft.show("card", f"#{channel}", f"card:{draft.case.ref}:{key}")
