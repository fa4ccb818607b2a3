"""A reply is taken for money that came only if all of it plainly says so."""

import pytest

from tests.support.plain_replies import left, lines, taken

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
