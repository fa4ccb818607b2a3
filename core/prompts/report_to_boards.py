"""Impact is reported to the network and to whichever Board paid."""

from core.prompts.kind import Answers, PromptKind

KIND = PromptKind(
    name="report_to_boards",
    title="Report the impact",
    answers=Answers.DONE,
    needs_sle=False,
    reads=("evaluation", "review"),
    date_kept="reported_on",
    done=(
        "reported|reported back|sent|shared|submitted|presented|emailed|circulated|"
        "tabled|sent off|sent out"
    ),
)
