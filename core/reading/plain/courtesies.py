"""What may stand beside any plain reply: thanks, good wishes, when it was, somebody's name.

One turn of phrase a line, as a pattern in lower case; words in capitals stand for the choices.
Each is closed, and none holds a word that could turn what stands beside it.
"""

import re
from collections.abc import Mapping

from core.reading.answers.lines import patterns_of as patterns_of_lines


def patterns_of(lines: str, choices: Mapping[str, str]) -> tuple[str, ...]:
    """Return the pattern of each line; an indented line goes on with the one above it."""
    return patterns_of_lines(re.sub(r"\n +", "", lines), choices)


_VERY = "((very|so|many|with|much|great|kind|kindest|best|warm|warmest|all|a lot|lots of|big) )*"
CHOICES = {
    "VERY": _VERY,
    "NAMED": r"((mr|mrs|ms|miss|dr) )?(aname|thesle)( (and )?aname)*",
    "THE": r"((the|your|our|my|his|her|their|this|that|its|both|all|all of|each of|a|an|any) )*",
    "NOW": r"((now|all|both|just|already|duly|since|safely|today|also|finally|successfully) )*",
    "HAVE": r"((has|have|had|is|are|am|was|were|been) )*",
    "WEEKDAY": r"((mon|tues|wednes|thurs|fri|satur|sun)day)",
    "PART": r"(morning|afternoon|evening|lunchtime|am|pm|night|week|month|term|half term|year)",
}
_POLITE = r"""
VERY(thanks|thank you|cheers|diolch)( (very much|so much|again|indeed|a lot|all|both|everyone|
    NAMED))*
(thanks|thank you) for THE(help|support|patience|email|e mail|mail|message|reminder|nudge|note|
    work)
(thanks|thank you) for (letting (me|us) know|your help with (this|it)|chasing|reminding (me|us)|
    asking)
(thanks|thank you) for (all|everything)( your (help|support))?
VERY(regards|wishes)|all the best|yours( (sincerely|faithfully|truly|ever))?|best|bw|kr|rgds
(hi|hiya|hello|hey|dear|good morning|good afternoon|good evening|morning|afternoon)( (there|all|
    both|team|colleagues?|sir|madam|sir or madam|everyone|again|NAMED))*
(i )?(hope|trust) (you are|all is|things are|everything is) (well|good|ok|fine)
(i )?(hope|trust) you (had|are having|have) an? (good|lovely|nice|great) (weekend|break|week|day|
    half term|summer|christmas|easter)
have an? (good|lovely|nice|great|restful) (weekend|break|week|day|half term|summer|christmas|
    easter|evening)
((so|very|really) )?(sorry|apologies) for (the|my) (delay|late reply|slow reply|late response|
    wait)
(many )?apologies for (the|my) (delay|late reply|slow reply|late response)
((so|very|really) )?sorry (it|this) is (a bit )?late
(happy|glad|pleased) to help|no problem( at all)?|no worries|any time|(it was )?a pleasure|
    my pleasure
(ok|great|lovely|perfect|brilliant|super|excellent|fantastic|fab|wonderful|good|fine|all good|
    good news|wonderful news|great news|right|thumbsup|sure|certainly|of course|indeed|hooray|
    hurrah)
(this is |just )?(to confirm|confirming)( that)?
(i|we) ((can|am writing to|am emailing to|write to|would like to|am happy to|are happy to|
    am pleased to|are pleased to) )*confirm( that)?
(i am|we are|i am very|we are very)? ?(pleased|happy|delighted|glad) to (say|confirm|report|
    tell you|let you know)( that)?
just (a quick note )?to (say|confirm|let you know)( that)?
(fyi|for info|for information|for your information|for your records|as (requested|agreed|
    discussed|promised|planned|asked|arranged|expected|usual))
(see you soon|speak soon|bye|take care|bye for now|until next time|talk soon|see you then)
(please )?let (me|us) know if (you|there) (need|is|require|want) (anything|any)( (else|more|
    further|other))*( (you need|information|details))?
sent from my (iphone|ipad|phone|mobile|android|samsung)( (galaxy|device|phone))*
(xx?x?|and|so|then|also|too|both|all|indeed|again|here|well|update)
looking forward to (it|this|working (with|together)( (them|you|her|him|the school|everyone|
    NAMED))?|getting started|the visits|meeting (them|her|him|you|everyone))
(as ever|as always|with thanks|gratefully)
(finance|business|office|school|admin|executive|deputy|assistant|bursar|headteacher|head|
    head teacher|principal|director|team|sle|english|maths|literacy|phonics|lead|manager|officer|
    administrator|assistant|of|teacher|secretary|clerk|specialist leader of education)( (finance|
    business|office|manager|officer|administrator|assistant|head|headteacher|teacher|of|
    education|secretary|clerk|lead|and|team|director|school))+
(bursar|headteacher|head|principal|headmaster|headmistress|sbm|sle)
NAMED
"""
_WHEN = r"""
((on|at|since|from|or) )?(the )?((morning|afternoon|evening|end|start) of )?daydate( PART)?
(on |or )?daydate( and daydate)+( PART)?
(today|yesterday|this PART|last PART|last WEEKDAY|just now|now|already|recently|earlier|at last)
earlier (today|this PART|in the PART|on)|(the )?other day|the day before yesterday
an? (PART|day|few days|few weeks|couple of days|couple of weeks|fortnight|while|little while) ago
\w+ (days?|weeks?|months?) ago
((in|during|before|after|over|at) )(the )?(PART|lunch|break|school|weekend|half term|holidays|
    holiday|assembly)
(at|around|about) (noon|midday|hour)|first thing|late (last|this) PART|(early|late|
    earlier) (this|last|in the|today)( PART)?
(yesterday |today )?(morning|afternoon|evening|lunchtime)
"""
BESIDE = tuple(pattern for lines in (_POLITE, _WHEN) for pattern in patterns_of(lines, CHOICES))
"""Patterns of what says nothing beside a plain reply, or only when."""
