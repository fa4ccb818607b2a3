"""A reply counts as an answer only if all of it plainly is one; anything else is asked again."""

from datetime import date
from typing import Any

import pytest

from core.prompts import KINDS
from core.prompts.replies import Asking, Given, Unreadable, read_reply

ON = date(2026, 11, 18)  # a Wednesday
SLES = {"sana": "Sana Leigh", "silas": "Silas Emery"}
SCHOOLS = {"oak": "Oakfield Primary School"}


def lines(table: str) -> list[str]:
    """Return the replies of a table, one a line; a bar stands for the end of a line."""
    return [x.replace("|", "\n") for x in table.strip().splitlines()]


def reply(kind: str, text: str) -> Given | Unreadable:
    return read_reply(text, Asking(KINDS[kind], (), ON, SLES, schools=SCHOOLS))


def taken(kind: str, text: str) -> Given:
    found = reply(kind, text)
    assert isinstance(found, Given), found
    return found


def left(kind: str, text: str) -> None:
    found = reply(kind, text)
    assert isinstance(found, Unreadable), found


# --- money that came ---

RECEIVED = lines("""
Received
Received.
received
RECEIVED
Received, thanks.
Received, thank you.
Received with thanks
Received today.
Received yesterday, thank you.
Received on 3 November 2026
Received on Monday.
Received this morning
Received in full.
Received in full, many thanks.
Received safely, thank you
Payment received.
Payment received, thank you.
Payment received today with thanks.
The payment has arrived.
The payment arrived today.
The payment arrived on 12 November.
The money has arrived.
The money has arrived, thank you.
The money arrived yesterday.
The money has come in.
The money has come through.
The money is in our account.
The money is in.
The money has now arrived.
The money has been received.
The payment has been received.
It has arrived.
It has come in, thank you.
It came in yesterday.
It's arrived!
This has been received, thank you.
This has now been received.
We have received it.
We have received the money.
We have received the payment, thank you.
We have now received payment in full.
We received it on 3 November.
We received the money yesterday.
We've received it, thanks.
I have received the money.
I can confirm receipt.
I can confirm receipt of payment.
I can confirm that the money has arrived.
We can confirm that payment has been received.
I confirm receipt of the payment.
Receipt confirmed.
Confirming receipt, thank you.
Happy to confirm receipt.
Just to confirm that the money has arrived.
Yes
Yes.
Yes, thank you.
Yes, received.
Yes, received today, thank you.
Yes it has.
Yes, it has arrived.
Yes, the money has arrived.
Yes, the payment came in yesterday.
Yes, we have received it.
Hi Carys,||Received, thank you.||Kind regards,|Jo Marsh|Finance Officer
Dear Carys|The money has arrived.|Many thanks|Jo
Received £500 today.
Paid in on 3 November.
Money received with thanks.
All received, thank you.
Received by BACS today.
Received into our account on 12 November.
Good morning, received, thank you. Have a good weekend!
Payment for invoice 77 has arrived.
""")

NOT_RECEIVED = lines("""
Received your email, thank you.
Received your message.
Received your invoice.
Received the reminder.
Received with thanks your letter of Monday.
Received and passed to finance.
Received a cheque that bounced
Received a cheque.
Received, but it bounced.
Received by the wrong school.
Received a letter saying that it is late.
Received nothing.
Received nothing yet.
Received none of it.
Received only the first.
Received in error and sent back.
Received and returned.
Received by mistake.
Received. Bounced.
Received, thanks||The cheque bounced though.
Received notice that they will pay.
Received? Not here.
Received 👎
Received ❌
Received 🙄
Have you received it?
Have we received it
Has it arrived?
Paid into the wrong account, so it is lost
Paid into the wrong account
Paid to another school.
Paid.
Paid them a visit.
Yes, the invoice went out, we are waiting for the money
Yes we are waiting
Yes, we sent the invoice.
Yes, soon.
Yes, next week.
Yes, tomorrow.
Yes, I hope so.
Yes?
Yes, if the bank says so.
Yes, I will check.
Yes, please chase them.
Yes, they said they would pay.
Yes, I have asked our bursar.
Sent the reminder to them
Sent.
Done: I have chased them.
Done.
Contacted them.
Reported to the Board.
Finished.
Arranged with the bursar.
Met with finance.
OK
Ok, thanks.
Okay
Thanks
Thank you.
Noted
👍
Great, thank you.
No
Not yet
Not received.
Never received.
The money has not arrived.
The money will arrive tomorrow.
The money should have arrived.
The money is on its way.
The money is lost.
It has been sent.
It has arrived at the wrong account.
We are waiting.
I will look into it.
Payment has been promised.
Received on 8 December 2026.
Received on 31 November 2026.
If it has arrived I shall say so.
Somebody received it.
Received, I think.
Received most of it.
""")


@pytest.mark.parametrize("text", RECEIVED)
def test_money_that_plainly_came_is_taken(text: str) -> None:
    assert taken("confirm_receipt", text).verdict == "done"


@pytest.mark.parametrize("text", NOT_RECEIVED)
def test_money_is_never_booked_on_other_words(text: str) -> None:
    left("confirm_receipt", text)


# --- done ---

DONE = lines("""
Done
Done.
Done!
done
Done, thanks.
Done, thank you.
Done today.
Done yesterday.
Done on 3 November.
Done on Monday
Done last week.
Done this morning, thanks.
Done on 3 November, many thanks.
All done.
All done, thank you!
It's done.
It is done.
This is done.
This is now done.
This has been done.
That's done.
That is all done, thanks.
Now done.
I have done this.
I have done it today.
I've done it.
We have done this.
Yes
Yes.
Yes, done.
Yes, all done.
Yes, done yesterday.
Yes, thank you.
Completed.
Complete.
Completed today.
Completed on 12 November.
Finished.
Sorted.
All sorted, thanks.
Sorted yesterday.
This has been completed.
This is complete.
Dealt with today.
Dear Carys,||Done on Monday.||Kind regards|Sana Leigh
Hi Carys,|This is done.|Best wishes,|Sana
Hello, done today. Thanks, Sana
Just to confirm that this is done.
I can confirm this has been done.
Happy to confirm that this is done.
Done as requested.
Done. Sorry for the delay.
Apologies for the delay, done today.
Done, have a good weekend.
Done on 3/11.
Done 03/11/2026
Done on Tuesday afternoon.
Done earlier today.
Done a week ago.
Done just now.
Done already.
Done, Sana
Done. Let me know if you need anything else.
Hope you are well. Done.
Thank you for your email. This is done.
""")

DONE_OF_KIND = [
    *(("make_contact", x) for x in lines("""
Contacted.
Contacted today.
Contacted the head on Monday.
I have contacted the school.
I've contacted Hugh Marina.
Contacted the headteacher by email.
Contact made.
Contact made on 3 November.
Made contact.
I have made contact with the school.
I made contact with the head by phone yesterday.
Made contact with Hugh Marina today.
I have spoken to the head.
Spoke to the headteacher on Tuesday.
Spoken with Mrs Marina.
Met the head today.
I met the headteacher yesterday, it went well.
I have been in touch with the school.
Done, we meet on 8 December 2026.
Arranged.
Contacted Oakfield Primary School today.
""")),
    *(("forward_evaluation", x) for x in lines("""
Forwarded.
Forwarded today.
Forwarded to the school.
Forwarded to the head on Monday.
I have forwarded it.
I have forwarded the evaluation to the school.
The evaluation has been forwarded.
Sent.
Sent to the head.
Sent it to the school today.
I've sent it on to the headteacher.
Read and forwarded.
Forwarded to Oakfield Primary School.
""")),
    *(("report_to_boards", x) for x in lines("""
Reported.
Reported to the Board.
Reported to the Board on 3 November.
Reported to both boards.
Reported to the network and the Board.
I have reported the impact to the Board.
The report has been sent to the Board.
Submitted to the Board yesterday.
Sent to the EIP Board.
""")),
    *(("pay_invoice", x) for x in lines("""
Paid.
Paid today.
Paid on 3 November.
Paid in full.
Paid by BACS today.
We have paid it.
We have paid the invoice.
The invoice has been paid.
The invoice was paid on 12 November.
Invoice paid, thanks.
Payment sent.
Payment made today.
Paid £1,050 on 3 November.
""")),
    *(("finalise_arrangements", x) for x in lines("""
Met.
Met today.
Met the Director on Monday.
We met yesterday.
Arrangements finalised.
The arrangements have been finalised.
Finalised with the Director.
All arranged.
""")),
]  # fmt: skip

NOT_DONE = lines("""
Contacted? By whom?
Yes, when?
Done?
Done when?
Sent three emails; silence.
Sent three emails, no reply.
Done with this, I resign.
Done with you all.
Done my best.
Done half of it.
Done, but the head was ill.
Done nothing.
Done except the date.
Done if they answer.
Done by Friday I hope.
Done tomorrow.
Done soon.
Done, I think.
Done, nearly.
Almost done.
Nearly done.
To be done.
Will be done.
It will be done.
It should be done.
Being done.
Not done.
Not done yet.
Never done.
Nothing done.
None of it is done.
I have done nothing.
I have not done this.
Someone else has done it.
Somebody did it.
Is it done
Has it been done
Ask Tom whether it is done.
Arranged, but the head cancelled.
Arranged and cancelled.
Arranged for next month.
Forwarded to nobody
Forwarded to the wrong person.
Forwarded it to my bin.
Sent it to the wrong school
Sent to spam.
Sent to you by mistake.
Sent back.
Sent an apology.
Reported sick
Reported missing.
Reported it as lost.
Reported to the police.
Met with silence.
Met nobody.
Met resistance.
Met the wrong head.
Contacted the school but no answer.
Contacted, no reply.
Contacted, refused.
Left a message.
Left a voicemail, waiting.
Tried.
Tried to, no luck.
Paid half.
Paid the wrong invoice.
Paid? Yes?
Finished with the network.
Completed apart from one thing.
Yes, but not yet.
Yes, I will.
Yes, tomorrow.
Yes, next week.
Yes, if I can.
Yes, please do it for me.
Yes, can you help?
OK
OK, thanks.
Thanks.
👍
Done 👎
No.
Yes and no.
Done. Not.
Received.
Done, thanks||But they have not answered.
Sent, refused.
Done on 8 December 2026.
""")


@pytest.mark.parametrize("text", DONE)
@pytest.mark.parametrize("kind", ["make_contact", "forward_evaluation", "pay_invoice"])
def test_what_is_plainly_done_is_taken(kind: str, text: str) -> None:
    assert taken(kind, text).verdict == "done"


@pytest.mark.parametrize(("kind", "text"), DONE_OF_KIND)
def test_a_thing_done_may_be_said_in_its_own_words(kind: str, text: str) -> None:
    assert taken(kind, text).verdict == "done"


KINDS_DONE = (
    "make_contact", "forward_evaluation", "report_to_boards", "pay_invoice", "finalise_arrangements"
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_DONE)
@pytest.mark.parametrize("kind", KINDS_DONE)
def test_what_is_not_plainly_done_is_left(kind: str, text: str) -> None:
    left(kind, text)


# --- the choice of an SLE ---

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


# --- the number of an invoice ---

INVOICED = lines("""
H-1234
H-1234.
Invoice H-1234
Invoice no H-1234
Invoice no. H-1234
Invoice No: H-1234
Invoice number H-1234
Invoice number: H-1234
Invoice number is H-1234.
The invoice number is H-1234
The invoice number is H-1234, thanks.
Our invoice number is H-1234.
The number is H-1234
Number H-1234
Invoice ref H-1234
Invoice ref: H-1234
Invoice reference H-1234
Invoice #H-1234
#H-1234
Inv H-1234
Inv no. H-1234
Invoice H-1234 attached.
Invoice H-1234 attached, thanks.
Invoice H-1234 is attached.
Invoice no. H-1234 is attached.
Invoice number H-1234 is enclosed.
Our invoice H-1234 is attached.
Our invoice no. H-1234 is attached.
Our invoice no. H-1234 is enclosed.
Our invoice no. H-1234 was sent on 3 November.
Our invoice number H-1234 was sent yesterday.
Our invoice no. H-1234 was sent today, thank you.
Invoice H-1234 sent today.
Invoice H-1234 has been sent.
Invoice H-1234 has been raised.
Invoice H-1234 was issued on 3 November 2026.
Invoice H-1234 raised today.
The invoice H-1234 has been emailed to you.
Please find attached invoice H-1234.
Please find attached our invoice H-1234.
Please find enclosed invoice number H-1234.
Please find invoice H-1234 attached.
Please see attached invoice H-1234.
Attached is invoice H-1234.
Attached is our invoice no. H-1234.
Here is invoice H-1234.
We have raised invoice H-1234.
We have sent invoice H-1234 today.
I have raised invoice no. H-1234.
I have issued invoice H-1234, thank you.
I've sent you invoice H-1234.
We sent invoice H-1234 on Monday.
It is H-1234
It's H-1234.
Yes, H-1234.
Done, H-1234
Done. Invoice H-1234.
Dear Carys,||Our invoice no. H-1234 is attached.||Kind regards|Jo Marsh|Finance Officer
Hi, invoice H-1234 attached. Thanks, Joanna
Good morning,|Please find attached invoice H-1234.|Many thanks
Invoice H-1234, dated 3 November 2026.
Invoice H-1234 for £350 is attached.
H-1234|Thanks
""")

NOT_INVOICED = lines("""
Please cancel invoice 1234
Cancel invoice H-1234.
Invoice H-1234 is cancelled.
Invoice H-1234 was cancelled.
Invoice H-1234 has been withdrawn.
I cannot find invoice no. 77, please resend
I can't find invoice 77.
We have lost invoice 77.
Please resend invoice 77.
Please send invoice 77.
Please send invoice 77 again.
Please send us invoice number 77
Please pay invoice 77.
Please ignore invoice 77
Please ignore invoice 77, thanks.
Please correct invoice 77
Please chase invoice 77.
invoice 2026 will follow next week
Invoice 77 will follow.
Invoice 77 to follow.
Invoice 77 will be sent tomorrow.
Invoice 77 soon.
Invoice 77 next week.
Invoice 77 is not ours.
Invoice 77 was not sent.
Invoice 77 has not been raised.
Invoice 77 is wrong.
Invoice 77 is overdue
Invoice 77 is outstanding.
Invoice 77 is for another school.
Invoice 77 is a mistake.
Invoice 77 was for last year.
Invoice 77?
Is it invoice 77?
Which is invoice 77?
Is invoice 77 right
What is invoice 77 for?
Have you had invoice 77?
Did you get invoice 77?
Your invoice 77 has arrived and is wrong.
Not invoice 77
No invoice 77 here.
No invoice yet, call me on 01273 555123
Ring me on 01273 555123.
I will raise invoice 77.
I shall send invoice 77.
We should have sent invoice 77.
We never sent invoice 77.
We are waiting for invoice 77.
Invoice 77 or 78
Invoices 77 and 78
Invoice 77, no, invoice 78.
Invoice 77 replaces invoice 76.
Instead of invoice 77.
About invoice 77
Re invoice 77: we dispute it.
We dispute invoice 77.
If invoice 77 is right.
Invoice 77 unless you hear from me.
Invoice 77 was returned.
Invoice for Year 6
We need a PO number before invoice 77
The invoice is attached.
OK
Done.
Thanks
Invoice number: please cancel 1234
Invoice number: 77 will follow
Invoice number: 77?
Invoice number: not 77
""")


@pytest.mark.parametrize("text", INVOICED)
@pytest.mark.parametrize("kind", ["raise_invoice", "supply_invoice"])
def test_a_number_that_is_plainly_given_is_taken(kind: str, text: str) -> None:
    assert taken(kind, text).values["invoice_number"] == "H-1234"


@pytest.mark.parametrize("text", NOT_INVOICED)
@pytest.mark.parametrize("kind", ["raise_invoice", "supply_invoice"])
def test_no_invoice_is_recorded_on_other_words(kind: str, text: str) -> None:
    left(kind, text)


@pytest.mark.parametrize("number", ["1234", "2026/077", "INV-0042", "A_17", "77"])
def test_a_number_is_kept_as_it_was_written(number: str) -> None:
    found = taken("raise_invoice", f"Our invoice no. {number} is attached.")
    assert found.values == {"invoice_number": number}


def test_an_amount_beside_the_number_is_not_overlooked() -> None:
    found = taken("raise_invoice", "Invoice H-77 for £350.50 is attached.")
    assert found.values == {"invoice_number": "H-77", "invoice_amount": 35_050}


# --- the work is over ---

FINISHED = lines("""
Finished
Finished.
finished
Finished, thank you.
Finished, thanks!
Finished today.
Finished yesterday.
Finished on Monday.
Finished last week.
Finished now.
Now finished.
All finished.
All finished now, thanks.
All done.
All done, thank you.
All done now.
All complete.
All completed.
All
All visits done.
All visits are done.
All visits are complete.
All visits completed.
All the visits are finished.
All the visits have been made.
All the work is done.
All work is finished.
Done
Done.
Done, thanks.
Done now.
Complete.
Completed.
Completed today.
I'm done.
I am done.
I am finished.
I'm finished, thank you.
I have finished.
I've finished the work.
I have finished the visits.
I have now finished.
I have completed the work.
I've completed all the visits.
We have finished.
We're done.
We are all done.
We've finished, thanks.
The work is finished.
The work is done.
The work is complete.
The work is now finished.
The work is over.
Work finished.
Work complete.
My work is done.
The support is finished.
The visits are finished.
It's finished.
It is all finished.
It is done.
That's it.
That's all.
That's all done.
That was the last visit.
That was the last one.
No more visits.
Nothing more to log.
Everything is done.
Everything is finished, thank you.
Yes, finished.
Dear Carys,||Finished.||Kind regards|Sana
Hello, I have finished. Best wishes, Sana
""")

NOT_FINISHED = lines("""
All visits were cancelled because the head is ill.
All visits are cancelled.
All visits cancelled.
All cancelled.
All is still to come
All still to come.
All of this is on hold.
All on hold.
All is well.
All my days are left.
All of it is to be done.
All planned.
All visits are planned.
All visits are still to come.
All but one.
All except Thursday.
All postponed.
All to do.
Finished?
Finished with them for good.
Finished early as the head was ill.
Finished, but one day is left.
Finished before we began.
Finished tomorrow.
Finished soon.
Finished by Friday, I hope.
Finished the first.
Finished one of three.
Finished half of it.
Finished planning.
Finished my tea.
Not finished.
Not finished yet.
Never finished.
Nearly finished.
Almost finished.
Half finished.
Nothing finished.
To be finished.
Will be finished soon.
I shall be finished on Friday.
I have not finished.
I have finished planning.
I have finished at the school, they threw me out.
I am done with this school.
I am done for.
We are done in.
We are finished if the head leaves.
The work is not finished.
The work is finished apart from the report.
The work is on hold.
The work will be finished next week.
The work should be finished.
Is it finished
When is it finished?
Am I done?
Done, or not?
Done nothing yet.
Done but for one day.
Done one, two to go.
Complete waste of time.
Completely cancelled.
That is all very well.
That was the first visit.
No more visits until Easter.
OK
Thanks
Yes
No
👍
Finished 👎
I resign.
Finished, thanks||One day is left though.
""")


@pytest.mark.parametrize("text", FINISHED)
def test_work_that_is_plainly_over_is_taken(text: str) -> None:
    assert taken("log_visits", text) == Given("done")


@pytest.mark.parametrize("text", NOT_FINISHED)
def test_work_is_never_over_on_other_words(text: str) -> None:
    left("log_visits", text)
