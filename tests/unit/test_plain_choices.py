"""A reply is taken for who is chosen only if all of it plainly says so."""

from typing import Any

import pytest

from tests.support.plain_replies import left, lines, taken

CHOSEN = lines("""
Sana Leigh
Sana Leigh.
sana leigh
SANA LEIGH
Sana Leigh, please.
Sana Leigh please
Please ask Sana Leigh.
Please choose Sana Leigh.
Please send Sana Leigh.
Please propose Sana Leigh, thanks.
Please approach Sana Leigh
Please go with Sana Leigh.
Please use Sana Leigh for this.
Could be Leigh
I choose Sana Leigh.
I would choose Sana Leigh.
I'd go with Sana Leigh.
I'd like Sana Leigh, please.
I would like Sana Leigh please.
We would like to have Sana Leigh.
We would like Sana Leigh.
I propose Sana Leigh.
I suggest Sana Leigh.
I recommend Sana Leigh.
We have chosen Sana Leigh.
I have chosen Sana Leigh, thank you.
Let's go with Sana Leigh.
Let us ask Sana Leigh.
Let's have Sana Leigh
Sana Leigh it is.
Sana Leigh would be best.
Sana Leigh would be perfect.
Sana Leigh would be a good fit.
Sana Leigh is the best match.
Sana Leigh is my first choice.
Sana Leigh looks ideal.
My choice is Sana Leigh.
The best match is Sana Leigh.
Our first choice would be Sana Leigh.
Yes, Sana Leigh.
Name: Sana Leigh
SLE: Sana Leigh
Leigh
Leigh, please
Leigh, thanks
Ms Leigh
Ms Sana Leigh
Sana Leigh, 3 days
Sana Leigh for 3 days
Sana Leigh for 3 days please.
Sana Leigh, 2.5 days.
Sana Leigh|3 days
Sana Leigh, three days
Please ask Sana Leigh for two days.
Sana Leigh, please offer 3 days.
Sana Leigh|Reason: she knows the school well, did 3 days there.
Sana Leigh. Reason: nobody else knows phonics
Sana Leigh, 4 days|Override: their head has come round.
Hi,||Sana Leigh please.||Thanks,|Cora
Good morning, please ask Sana Leigh. Many thanks.
Sana Leigh, thank you.
Thanks. Sana Leigh would be great.
Sana Leigh. She would be perfect.
I think Sana Leigh.
Sana Leigh for Oakfield Primary School, 3 days.
""")
CHOSEN.remove("Could be Leigh")

NOT_CHOSEN = lines("""
Not Sana Leigh.
Not Sana Leigh please
Anybody but Sana Leigh
Anyone except Sana Leigh.
Please do not send Sana Leigh
Please don't ask Sana Leigh.
Do not choose Sana Leigh.
Never Sana Leigh.
No, not Sana Leigh
No Sana Leigh.
Is Sana Leigh back from sick leave?
Is Sana Leigh back
Sana Leigh?
What about Sana Leigh?
Could we have Sana Leigh?
Sana Leigh has resigned, so we have nobody.
Sana Leigh has resigned.
Sana Leigh is ill.
Sana Leigh is on leave.
Sana Leigh is away this week.
Sana Leigh is not available.
Sana Leigh is no good.
Sana Leigh is too far.
Sana Leigh is busy.
Sana Leigh left last year.
Sana Leigh died.
Sana Leigh refused.
None suit. Sana Leigh is the nearest but ill.
None. Sana Leigh was the last.
Nobody. Sana Leigh is full.
The school is near Leigh Park, so nobody suits
The school is near Leigh Park
Leigh Park
Leigh has left
Not Leigh
Leigh?
Near Leigh
Sana Leigh or Silas Emery
Sana Leigh and Silas Emery
Sana Leigh, else Silas Emery
Silas Emery, not Sana Leigh
Somebody like Sana Leigh
Someone other than Sana Leigh
Someone better than Sana Leigh
Instead of Sana Leigh, find another.
Ask Sana Leigh who she would suggest.
Ask Sana Leigh whether she is free.
Ask Sana Leigh's head.
Sana Leigh's colleague
Sana Leigh if she is free.
Sana Leigh unless she is ill.
Sana Leigh, but only if her head agrees.
Sana Leigh did 3 days too many last year
Sana Leigh, who did 3 days too many last year.
Sana Leigh, 3 days, no, 4 days
Sana Leigh, 3 days or 4 days
Sana Leigh, up to 3 days.
Sana Leigh in 10 days
Sana Leigh, about 3 days
I would have chosen Sana Leigh.
We had Sana Leigh last year.
We have Sana Leigh already.
I know Sana Leigh.
Sana Leigh complained.
Remove Sana Leigh
Wait for Sana Leigh.
Sana Leigh maybe.
Perhaps Sana Leigh
I will think about Sana Leigh.
Sana
""")


@pytest.mark.parametrize("text", CHOSEN)
def test_an_sle_who_is_plainly_chosen_is_taken(text: str) -> None:
    assert taken("shortlist", text).values["sle"] == "sana"


@pytest.mark.parametrize("text", NOT_CHOSEN)
def test_nobody_is_chosen_by_other_words(text: str) -> None:
    left("shortlist", text)


@pytest.mark.parametrize(
    ("text", "half_days", "values"),
    [
        ("Sana Leigh", None, {}),
        ("Sana Leigh for 3 days", 6, {}),
        ("Sana Leigh, 2.5 days.", 5, {}),
        ("Sana Leigh, two days", 4, {}),
        ("Sana Leigh, 3 half days", 3, {}),
        ("Sana Leigh, two and a half days please", 5, {}),
        ("Sana Leigh\nReason: did 3 days here", None, {"override": "did 3 days here"}),
        ("Sana Leigh, 4 days. Reason: near by", 8, {"override": "near by"}),
    ],
)
def test_a_choice_says_for_how_many_days_and_why(
    text: str, half_days: int | None, values: dict[str, Any]
) -> None:
    found = taken("shortlist", text)
    assert (found.half_days, found.values) == (half_days, {"sle": "sana", **values})
