"""A reply is taken for an invoice that is raised only if all of it plainly says so."""

import pytest

from tests.support.plain_replies import left, lines, taken

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
