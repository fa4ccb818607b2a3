"""The co-ordinator reads the SLE's evaluation and forwards it to the school."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="forward_evaluation",
    title="Forward the evaluation",
    answers=Answers.DONE,
    reads=("evaluation",),
    date_kept="forwarded_on",
    done=(
        "forwarded|sent|sent on|emailed|passed on|passed|shared|read|read and forwarded|"
        "sent off|sent out|forwarded on|read it and (forwarded|sent)"
    ),
)
