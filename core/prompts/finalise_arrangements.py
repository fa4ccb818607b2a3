"""The SLE meets the Director to finalise arrangements (Linwood)."""

from core.process import Role
from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="finalise_arrangements",
    title="Finalise the arrangements",
    answers=Answers.DONE,
    reads=("action_plan",),
    contacts=(Role.DIRECTOR,),
    date_kept="meeting_date",
    done=(
        "finalised|finalized|met|met up|arranged|agreed|confirmed|settled|spoken|spoke|"
        "made|booked|had an? (good )?(chat|talk|conversation|meeting)"
    ),
)
