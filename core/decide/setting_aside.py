"""Setting a question aside, so that it can be asked anew."""

from core.decide.draft import Draft
from core.model import Prompt, PromptState


def set_aside(draft: Draft, prompt: Prompt, *, keep_the_no: bool = False) -> None:
    """Take an open question back and let an answer count no longer; a "no" may be kept."""
    if prompt.state is PromptState.OPEN:
        draft.record("prompt_withdrawn", prompt.with_(state=PromptState.WITHDRAWN, nudge_at=None))
    elif prompt.state is PromptState.ANSWERED or (
        prompt.state is PromptState.DECLINED and not keep_the_no
    ):
        over = prompt.with_(state=PromptState.SUPERSEDED, nudge_at=None)
        draft.record("prompt_superseded", over)
