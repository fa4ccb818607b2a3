"""What people write beside an agreement that neither adds to it nor takes from it: good wishes,
thanks, invoices, dates, who is copied in.

One turn of phrase a line, as a pattern in lower case; words in capitals stand for the choices
below. Each is closed: where words of the writer's own may stand (OPEN) they are few and hold no
"but", "not", "if", "who" or "until", which could make the phrase mean something else.
"""

from core.reading.answers.lines import patterns_of

_CHOICES = {
    "OPEN": (
        r"((?! (but|not|no|never|if|so|because|who|until|unless|instead|whether)\b)"
        r"[^.;!?,-]){0,60}"
    ),
    "THE": r"((the|a|an|some|any|all|your|our|her|his|my|those|these|next|first) )*",
    "PAPERS": (
        r"(agreement|forms?|invoices?|paperwork|contract|details?|dates?|documents?|documentation|"
        r"next steps|copy|bill|link|action plan|plan|info|information|evaluation)"
    ),
    "DATES": (
        r"(dates?|times?|timings?|details?|visits?|cover|supply|timetabl\w+|diar\w+|meetings?|"
        r"everything|logistics|practicalities|paperwork|arrangements?|invoices?|invoicing|"
        r"bookings?|first visit|start date)"
    ),
    "SOMEONE": r"((my|our|the) \w+( \w+){0,2}|\w+)",
    "OFFICE": (
        r"(me|us|email|(the|our|my) (school )?(office|finance( office| team)?|pa|sbm|bursar|"
        r"business manager|school))"
    ),
    "GOOD": (
        r"(good|great|lovely|nice|wonderful|fantastic|fab|brilliant|super|restful|relaxing|happy|"
        r"pleasant|merry|safe|cracking)"
    ),
    "PRAISED": (
        r"(great|good|brilliant|excellent|perfect|fantastic|wonderful|lovely|super|fab|ideal|"
        r"helpful|useful)"
    ),
    "BREAK": (
        r"(day|week|weekend|break|half term|christmas|xmas|easter|summer|evening|afternoon|"
        r"morning|holidays?|one|new year|term|rest|sunshine|time|bank holiday|friday)"
    ),
    "WEEKDAY": r"((mon|tues|wednes|thurs|fri)day)",
    "SHE": r"(she|he|they|it|this|that|\w+)",
    "THEY": r"(she|he|they|it|this|that)",
    "NEEDED": r"( if you need (me|us|anything))?",
}
_PURPOSE = (
    r"(((about|for|re|regarding|on) THEDATES|to (arrange|sort|sort out|agree|fix|organise|book|"
    r"set up|confirm|finalise|discuss) THEDATES)( with SOMEONE)?)"
)

_WISHES = r"""
have an? GOOD ((rest of the|half) )?BREAKOPEN
enjoy (the|your) (rest of (the|your) )?(lovely )?BREAKOPEN
(happy|merry) (christmas|xmas|easter|new year|half term|friday|holidays)( to SOMEONE( all)?)?
((i|we|let us) )?(do )?hope (it|this|that|things|everything) (goes|is|went|helps|works|makes)\bOPEN
(i |we )?(do )?hope (the|your|her|his) \w+( \w+)? (goes|go|is|are|went|was)\bOPEN
(i |we )?(do )?hope (all (is|goes)|(she|he|they) (enjoys?|has|finds|gets))\bOPEN
(i |we )?(do )?hope you (all |both )?(had|have|are|enjoyed|enjoy)\bOPEN
see you (all )?(soon|then|there|next week|next term|tomorrow|later|(on )?WEEKDAY)\b
(speak|talk|catch up) soon
take care|all the best|bye( for now)?|thanks again
(good|best of) luck( to \w+( \w+)?| with (it|everything|the \w+))?
best wishes for ((the|your) )?\w+( \w+)?
what (an? )?GOOD (news|idea|opportunity|thing|offer|match|choice|suggestion)
(good|great|lovely|nice) to (hear from you|see (this|it)( going ahead| happening)?|meet you)
(please )?pass on THE(thanks|regards|best wishes|congratulations|love)OPEN
(please )?(thank SOMEONE for (us|me)|say (hi|hello|thanks|thank you) to SOMEONE)
"""
_APOLOGIES = r"""
((so|very|really) )?(sorry|apologies) (that )?(i|we|to have) (have )?(missed|been slow|took)OPEN
(sorry|apologies) for (my|the) (brief|short|quick|slow|late) (reply|response|message|note)
(sorry|apologies) for (all )?(the|my) (delay|emails?|confusion|wait|silence|chaos)\bOPEN
(sorry |apologies )?(i )?(have )?only just (seen|replied|answered|sent)( (this|it|to you))*
(i )?thought (i|we) ((had|have|would|already) )*(replied|answered|sent it)( (to this|already))*
(it|things) (has|have|is) been ((an?|so|very|really|pretty|all|rather) )*(busy|manic|hectic)OPEN
(it|things) (has|have|is) been ((an?|so|very|really|pretty|all|rather) )*(crazy|mad|frantic)OPEN
(i|we) (have|had) been (off|away|ill|poorly|unwell|on leave|out)OPEN
(it|this) is (very |a bit |rather )?short notice
(please )?excuse ((the|my|any) )?(typos?|typing|spelling|brevity)
sent from (the|my|a) [^.;!?,-]{0,40}
"""
_PAPERWORK = r"""
(please )?((can|could) )?(send|email|post|pop) ((me|us|it|them|over|through|on) )*THEPAPERSSENT
(please )?invoice (us|me|the (school|office|trust)|our \w+( \w+)?)( as usual| directly)*
(please )?invoice (us|me) (in the usual way|in due course|when (it is )?done|for (this|it))
(the )?invoices? ((should|can|will|is|please) )?(go |be sent |be addressed )?to OPEN
(please )?(address|charge) (it|this|the invoice|invoices) to OPEN
((our|the|your|my) )?(po|purchase order|order|ref)( number| no)?( is)? ?:? ?[a-z]{0,4} ?\d+
who (deals? with|handles|looks after|does|manages|sorts) THE(DATES|finances?|admin)( side)?
who will (sort|deal with|handle|arrange|organise) THE(DATES|payments?|money|admin)( side)?
sent back|(is |are |all )?in place
((i|we) )?will ((now|also) )?(sort|arrange|organise|book|get|find|put) THEDATESAT
(let us )?(get|getting) ((this|it|her|him|that|everything|dates) ?)*GOING
(set|setting) ((it|this|that|one|everything|things) )?up
(sorted?|carry|carried|help|helping|sorting) out
"""
_SENT = (
    r"( (details?|form|over|through|across|to sign|for signing|for signature|here|direct|directly|"
    r"when (ready|you can|convenient|possible)|please|to OFFICE))*"
)
_AT = r"( (in place|sorted|at our end|our end|this end|here|today|now|out))*"
_GOING = r"(booked|sorted|set up|started|cracking|going|organised|arranged|underway|moving)( in)?"
_REACHING = r"""
(please )?(do )?let (me|us) know how (it|she|he|they|things|you) (goes?|gets? on|went)OPEN
(please )?(do )?let (me|us) know what (else )?(you|we|i) needs?OPEN
(please )?(do )?let (me|us) know (THEDATES|the (next steps|outcome))OPEN
any (other )?(questions?|problems?|queries|issues?|probs) ?,? ?((then|please|just|do) )*RINGOPEN
(please )?(just )?give (me|us) a (ring|call|shout|bell|buzz) (if (you|there|anything)|on \d)OPEN
((please|do) )*(keep|copy|cc|loop|include) SOMEONE (posted|updated|informed|in the loop)\b
((please|do) )*(keep|copy|cc|loop|include) SOMEONE (in|into|up to date|in on (it|this|emails?))\b
((i|we) ((have|am|are) )?(also )?)?(copied|cced|copying|ccing|looped|looping)( in| into)? OPEN
(please )?(contact|email|liaise with|get in touch with) SOMEONE (directly|direct|PURPOSE)
(please )?(speak (to|with)|talk to|ring|call|phone) SOMEONE PURPOSE
(please )?(arrange|agree|fix|sort|book) (it|this|THEDATES) with SOMEONE( directly| direct)?
(my|our|the) \w+( \w+){0,2} will (be|get) in touch( with SOMEONE)? PURPOSE
(my|our|the) \w+( \w+){0,2} will (contact|email|ring|liaise with) SOMEONE PURPOSE
(my|our|the) \w+( \w+){0,2} will (sort|arrange|organise)( out)? THEDATES
((i|we) )?will ((now|also) )?let (?!you\b)SOMEONE knowSOON
((i|we) )?will (ask|get) \w+ to (drop you a line|email you|be in touch|get in touch|contact you)OPEN
((i|we) )?will ((now|also) )?tell (her|him|them|the \w+|[a-z]+)SOON
((i|we) )?(will|have) ((now|also) )?(pass(ed)? it on to (her|him)|put it in the diary)SOON
(please )?(do )?let (?!(me|us|you)\b)SOMEONE know( that)?
(i am|we are|i will be) (around|in school|here|in all \w+|in the office)( all (day|week))?NEEDED
(shout|ring|call|email) if you need (me|us|anything)
(you can )?(reach|get|ring|call|contact) (me|us) on \d[\d ]*NEEDED
(my|our|the) (mobile|number|phone|direct line|extension|tel)( number)? is \d[\d ]*NEEDED
((the|our) )?(finance|invoice|invoicing|admin|main|best) contact is \w+( \w+)?
"""
_RING = r"(shout|ring|call|email|ask|let (me|us) know|give (me|us) a|get in touch|contact)\b"
_SOON = r"( (today|now|straight away|tomorrow|later|this (morning|afternoon)))?"
_REMARKS = r"""
by the way|btw|incidentally|as it happens|just so you know|for info
(i|we) have (also |now |all )?thought about (it|this)( carefully)?
(?!(i|we|not|one|nobody)\b)\w+ (has )?(already )?told me (all )?about (it|this)
(i|we) have (already )?told (her|him|them|\w+)
well done( (for|on) \w+( \w+)?)?
(i|we) know( that)?(?= SHE (will|would|is|can)\b)
(i am|we are) (sure|certain|confident|convinced)( that)?(?= SHE (will|would|is|can)\b)
(i|we) (think|believe)( that)?(?= THEY (is|are) ((an?|really|very|so) )*PRAISED)
(i|we) (think|believe)( that)?(?= THEY (will|would) ((really|all) )*be ((an?|really|very) )*PRAISED)
(i|we) (think|believe)( that)?(?= THEY (will|would) (really )?(enjoy|benefit|love|do an? PRAISED))
(THEY is )?(just|exactly) what (we|i) (needed|need|wanted|want|hoped for|had in mind)
(THEY is )?(just|exactly) what (we|i) (were|was|are|am) (hoping|looking) for
(i|we) (all )?know \w+( \w+)? (very )?well
(we are )?((very|so|really) )?lucky to have (her|him|them|you)
(?!(not|i|we|longer)\b)\w+ ((really|very much) )?(wants|would (really )?(love|like)) to DO
(?!(not|i|we)\b)\w+ is ((very|really) )?(keen|happy|excited|pleased|looking forward) to DO
as ((we|i|you) )?(have )?(discussed|agreed|mentioned|said|arranged|spoken|requested|outlined)BEFORE
as ((we|i|you) )?(have )?(planned|promised|described|above|below|per|set out|proposed)BEFORE
(when|whenever|as and when) you (have (them|it)|can|get (a chance|them|it)|are ready|need to)
(when|whenever) (convenient|ready|it suits|suits)|ready when you are|at your convenience
as soon as possible|the sooner the better|(straight|right) away
part time|taking part|take part|in this way|(from|at) (our|my|this) end|this end
one of our (very )?(best|strongest|most \w+)( \w+)?
nothing (further|else|more|to add)( from (me|us))?|much needed|as it stands|as before
((our|the|my|your) )?year (\d{1,2}|r|groups?)\b|(can|could|to|will) (take|fit) (this|it) (on|in)
spot on|could not be better|over the moon|right you are
last (night|week|WEEKDAY)
on behalf of ((the|my|our) )?(\w+ ){0,2}(governors|governing body|board|school|trust|team|head)
(i (write|am writing|am emailing)|this (email|message|note) is) to confirm( that)?
(please )?(take|accept) this ((email|message) )?as(?= (my|our|confirmation)\b)
"""
_DO = r"(do|help|support|go|work|start|share)"
_BEFORE = (
    r"( (on|over|by|with|in|at|our|your|the|this|earlier|last|today|yesterday|above|below|phone|"
    r"email|conversation|telephone|week|morning|night|meeting|attached|plan|request|form|\w+day))*"
    r"( with \w+)?"
)
_CHOICES |= {
    "PURPOSE": _PURPOSE,
    "SENT": _SENT,
    "AT": _AT,
    "GOING": _GOING,
    "RING": _RING,
    "SOON": _SOON,
    "DO": _DO,
    "BEFORE": _BEFORE,
}
COURTESIES = tuple(
    pattern
    for topic in (_WISHES, _APOLOGIES, _PAPERWORK, _REACHING, _REMARKS)
    for pattern in patterns_of(topic, _CHOICES)
)
"""Patterns of what says nothing beside an agreement."""
