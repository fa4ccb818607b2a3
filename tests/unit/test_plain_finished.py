"""A reply is taken for work that is over only if all of it plainly says so."""

import pytest

from core.prompts.replies import Given
from tests.support.plain_replies import left, lines, taken

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
