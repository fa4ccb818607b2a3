"""Words that are no names of schools: what teachers otherwise write about a visit.

A word in the place of a school's name that is neither a known school nor among these is taken for
a school that the list of deployments does not have.
"""

_LITTLE = """
a about above across after again against ago ahead all almost alone along alongside already also
although always am amid among an and another any anyone anything are around as aside at away back
be because been before behind being below beside besides best better between beyond big bit both
bring brought but by came can cannot chance come could couple cos did different do does doing done
dont down due during each earlier early either else end enough even evening ever every everyone
everything except extra far few finally fine first following for forward from front full further
gave get gets getting give given go goes going gone good got great had half happy hard has have
having he help her here hers hi him himself his home how however i if im in inside instead into is
it its itself ive just keep kept kind knew know known last late later least left less let like
little long lot lots made main mainly make many may maybe me mine mixed more most mostly much must
my myself near nearly need never new next nice no none nope nor not nothing now of off often ok
okay old on once one only onto open or other others our ours out outside over own part past per
perhaps plan please pls plus quick quite rather re ready really right roughly round said same see
seems seen several shall she short should since six small so some someone something soon sorry
start still straight such sure ta take taken tbc ten than thank thanks thankyou that the their
them then there these they thing things think this those though three through throughout till time
times to today together tomorrow too took total towards tried try twice two ugh under until up
upon us use used useful usual very via want was way we well went were what when where whether
which while who whole why will with within without wont work would yeah yep yes yesterday yet you
your
""".split()

_REPORTING = """
add added agreed asap attended attend booked booking call called calling came cancelled cancel
chat checked claim claimed coach coached confirm correct count counts day days deployment did
dropped due duty email emailed entry finished follow forgot fyi handover hour hours hrs input
invoice in log logged logging logs meant meet meeting meetings message met mileage min mins
minutes month morning needed noted number observe observed observation paid phone phoned popped
pop put rang record recorded remote reminder report reported returned running school schools
session sessions set sle sles sort sorted speak spend spent spoke started stayed submit submitted
support supported supporting talk talked talking taught teach term text trip twilight update visit
visited visiting visits week weeks worked working write wrote zoom online virtual teams call video
afternoon half-term lunch break breaktime lunchtime traffic snow train weather ofsted inspection
ill sick poorly
""".split()

_SCHOOL_LIFE = """
academy action activities admin aht alevel analysis art assembly assess assessed assessment
assessments assistant attainment attendance audit base baseline behaviour bett biology book books
boys branch briefing budget calculation challenge chemistry child children class classes classroom
classrooms climate cluster coaching college computing conference coordinator council course cover
cpd culture curriculum data debrief debriefed deep demo department dept deputies deputy design dht
diagnostic differentiation display dive dt early ect ects eal ehcp elg english environment
evaluation exam exams eyfs faculty feedback fractions gaps gcse geography girls goals governance
governor governors grammar greater group groups guided hall handwriting head headteacher heads
history hod hods hot humanities ict impact improvement improvements inclusion induction infants
infant inset intervention interventions intent interview interviews issues it job junior juniors
key knowledge ks ks1 ks2 ks3 ks4 ks5 language lead leader leaders leadership leads learner
learners learning lesson lessons library literacy maths mat mathematics mentor mentored mentoring
mfl middle mock mocks model modelled modelling moderate moderated moderation mtp music new next
nqt nqts nursery observations office outcomes parents pe pedagogy performance phase phonics
physics planned planner planning playground policy portfolio ppa practice prep presentation
primary principal priorities progress project provision pshe pupil pupils quality questioning re
reading reception receptionist release research resources results review reviewed reviews routine
routines rsl rwi safeguarding sats scaffold scheme scheme schemes science scrutiny secondary sen
senco sencos send sequence sessions seating sixth skills slt smt sow special spelling staff
staffroom staffing stage standards strategy strategies streaming student students subject subjects
summer autumn spring winter supply syllabus tas target targets teacher teachers teaching team
teams test tests theme timetable times tool toolkit topic tracking trainee trainees training
transition tutor unit vocabulary voice vp walk walks walkthrough walkthroughs whiteboard workshop
workshops writing year years yr yrs y1 y2 y3 y4 y5 y6 y7 y8 y9 y10 y11 y12 y13 yr1 yr2 yr3 yr4 yr5
yr6
""".split()

_COMMENT = """
absolutely amazing awesome bad beautiful brilliant busy buzzing calm challenging cheers chuffed
clear cold cool crazy cracking dead decent delightful difficult easy effective energetic engaged
enjoyable enjoy enjoyed enthusiastic excellent exciting exhausted exhausting fab fabulous
fantastic friendly fruitful fun gorgeous grand grateful hectic helpful hope impressive informative
inspiring intense interesting keen lively lol loved lovely manic massive mega mint nightmare open
outstanding phew pleasant pleased positive pretty proactive productive proud purposeful quiet
rainy receptive rewarding rough shattered smashing smooth solid somewhat spot strong stunning
successful super superb supportive terrific thorough tired tough tricky typical valuable wet
wicked wonderful worth worthwhile wow xx xxx regards kind kindest warm wishes best cheers love
sincerely
""".split()

_DESCRIPTIONS = """
ce cofe coe church england rc catholic roman voluntary aided controlled community foundation trust
federation methodist va vc
""".split()

_PEOPLE = """
colleague colleagues everybody guys husband kids lady man mate mum partner people person woman
miss mr mrs ms dr sir madam chair ceo exec executive head director boss bursar
""".split()

_PLACES = """
area building centre city corner council country county district floor gate house ict kitchen lab
local meeting nearby office park playground reception road room rooms site sites staffroom street
suite town trust venue village table desk door distance pace level capacity request moment
beginning end start top bottom dentist doctor doctors hospital gp holiday birthday wedding funeral
party jury duty optician vet concert show fair fete disco assembly church service side zone work
home base ours theirs mine lunch dinner break
""".split()

COMMON_WORDS = frozenset(
    (*_LITTLE, *_REPORTING, *_SCHOOL_LIFE, *_COMMENT, *_PEOPLE, *_PLACES, *_DESCRIPTIONS)
)

_ENDINGS = ("ing", "ed", "ly", "tion", "tions", "ness", "ment", "ments", "n't", "'ll", "'ve", "'re")


def is_common(word: str) -> bool:
    """Whether a word (in lower case) is an ordinary one, or has the ending of one."""
    bare = word.replace("'s", "").replace("'", "")
    return (
        len(bare) < 3
        or bare in COMMON_WORDS
        or (bare.endswith("s") and bare[:-1] in COMMON_WORDS)
        or word.endswith(_ENDINGS)
        or not bare.isalpha()
    )


PLACE_NOUNS = frozenset(
    """
    park hill road street lane manor house green wood woods court hall vale bridge grove farm castle
    down downs heath mead meadow meadows cross view gate grange lodge abbey priory
    brook lea leigh field fields bank banks hurst cliff bay marsh mount moor ford
    """.split()
)
PLACE_QUALIFIERS = frozenset(
    "north south east west upper lower new old little great nether central".split()
)
