"""A reply is taken for what is done only if all of it plainly says so."""

import pytest

from tests.support.plain_replies import left, lines, taken

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
