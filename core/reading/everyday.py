"""Everyday words: what teachers write beside names. A word that is not among these may be the name
of a person or of a school.
"""

_LITTLE = """
a about above across after again against ago ahead all almost alone along alongside already also
although always am amid among an and another any anyone anything are around as aside at away back be
because been before behind being below beside besides best better between beyond big bit both bring
brought but by came can cannot chance come could couple cos did different do does doing done dont
down due during each earlier early either else end enough even evening ever every everyone
everything except extra far few final finally fine first following for forward from front full
further gave get gets getting give given go goes going gone good got great had half happy hard has
have having he help her here hers hi him himself his home how however i if im in inside instead into
is it its itself ive just keep kept kind knew know known last late later least left less let like
little long lot lots made main mainly make many may maybe me mine mixed more most mostly much must
my myself near nearly need never new next nice no none nope nor not nothing now of off often ok okay
old on once one only onto open or other others our ours out outside over own part past per perhaps
plan please pls plus quick quite rather re ready really right roughly round said same see seems seen
several shall she short should since six small so some someone something soon sorry start still
straight such sure ta take taken tbc ten than thank thanks thankyou that the their them then there
these they thing things think this those though three through throughout till time times to today
together tomorrow too took total towards tried try twice two ugh under until up upon us use used
useful usual very via want was way we well went were what when where whether which while who whole
why will with within without wont work would yeah yep yes yesterday yet you your
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
eve area building centre city corner council country county district floor gate house ict kitchen
lab local meeting nearby office park playground reception road room rooms site sites staffroom
street suite town trust venue village table desk door distance pace level capacity request moment
beginning end start top bottom dentist doctor doctors hospital gp holiday birthday wedding funeral
party jury duty optician vet concert show fair fete disco assembly church service side zone work
home base ours theirs mine lunch dinner break
""".split()

_OTHERWISE = """
ability able absent accept access accident achieve act actual adapt adaptive addition address
adjust advance advice advise afraid afterwards age agenda agree aim allow allowed altogether
amount answer anyway apart apparently apply appointment approach appropriate approx approximately
areas arm arrange arrival arrive article ask aspect aspects assemblies attention attitude aware
awful baby background ball beat become bed believe benefit bike bill blue board boat body bonus
box brain brand bread bright broke brother btec built burst bus business buy cake camp car card
care career carry cat catch category cause celebrate certain change charge charger cheap
citizenship clean clever click clinic clock close clothes cloud club coffee collect colour comment
committee company complete concern conclude condition connect consider contact content continue
contract control conversation convince cook copy cost cough cousin covid cpa crash create creative
criteria crowd cry cup current curricular customer cut cycle damage dance danger dark date
daughter deal dear decide decision deliver demand depend describe despite detail details develop
development device dfe direct disciplinary discuss discussion disease divide doc docs document
documents dog dollar doubt dozen draft drama draw dream dress drink drive driver driving drop
drove dry easily eat economics edge education effect effort egg eight eip eips elect electric
electronics eleven emergency emotion employ empty enable encourage energy engage engine
engineering ensure enter entire equal error especially essential establish event events evidence
exact exactly example examples exchange exercise exist expect expense experience expert explain
explore express extend eye face fact fail fairly faith fall false family fast father favourite
fear feature fed feel feeling fell felt fft fifteen fifty figure file fill film find finger finish
fire fish fit five flat flood flow flu fluency focus folder food foot force forget form formal
forms forty found four frame free french fresh friend friends fsm fuel function fund funding
future game gas gather general generally german gift girl glad glass goal gold gps grade graph
grew ground grow growth guess guest guidance guide habit hair hand hang happen happened happens
hate headship hear heard heart heat heating heavy held hello helping hide high highlight hit hold
hole hotel huge human hundred hungry hurt idea ideal ideas identify ifs image imagine immediate
improve include included including inclusive increase indeed individual industry info inform
information initial initially inquiry insight inspire instance interest internal internet
introduce introduction invite involve iphone item items joined joint joy judge jump justice kid
kill knock lack land languages laptop large las latin laugh law lay learn learned learnt leave
letter levels lie life lift light likely limit line link links listen live living lle load lock
look looked looks lose loss lost loud low luck lucky mail maintain major manage manager
manipulatives map mark marked market mastery match material materials mats matter meal mean means
measure media medical member memory men mental mentee mentees mention menu mess metacognition mile
miles mind minor mission mistake mode modern money monitor mood move movement narrow nation nature
neat necessary negative nessy network news night nine nle noise normal normally note notes notice
novel numeracy numicon object obtain obvious obviously occur odd offer officer ofsteds operate
opinion opportunity opposite option options oracy oral orange order organise original outcome
outline overall overview owe pack page pages pain paint pair paper papers parent particular
particularly partly pass passage path pattern pay peace pedagogical peer pen pencil percent
perfect perfectly perform period permission personal phonic photo photos phrase pick picked
picture piece pilot pink pira places plans plate play player pleasure plenty poem poetry point
points police poor popular position possible post potential pound power ppg practical practise
practised prefer prepare present presented pressure prevent previous price print prior private
prize probably problem process produce product professional profile programme promise promote
proper properly protect prove provide psychology public pull puma purpose push puts quarter
question questions quickly quote race rain raise ran range rate ratio reach react reader real
realise reality reason reasons receive received recent recently recommend recovery red reduce
refer reflect reflection refresh regard region registers regular regularly rekenrek relate
relation relationship relax relevant reliable relief rely remain remaining remember remind remove
repeat reply require required rest restart result retrieval reveal rich ride ring risk role roll
roof root row rule run rush safe sake sale sample save saw say scaffolding scale scared schedule
score screen sdp search seat second section secure seeing seek sef select sell sense sent separate
serious serve seven shape share shared sharing sheet shift ship shop shopping showed shown shut
sight sign signal signed simple simply single sip sips sister sit size skill sleep slide slides
slip slow slowly smile social sociology soft solution solve son song sound sounds source space
spag spanish spare specific speech speed spirit sport spread square ssip stairs stand state
station status stay steady step steps stick stop stopped store storm story strange stranger stress
strict string strip stuck study stuff style substantive success suddenly suggest suggested suit
sum sun surface surprise survey swap sweet switch system systems tables tail tall tank task tasks
taste tax tea tech technical technology tend textiles thick thin thirty thought thousand throw
thrown tidy tie tight tiny title tone tonight tools totally touch touched tour toward track trade
tradition transfer transport travel treat tree tries triple trouble true truth ttrs turn tutoring
twelve twenty type types umbrella unable uncle understand understanding understood unfortunately
uniform unique unless unlikely unusual upset urgent usually vacation value van variety various
vast views visual vital volume vote wait wake walked wall warn wash waste watch water weak weekend
weight weird wellcomm wheel wherever white whoever wide wife wild win wind window wish woke wonder
words worker world worried worry worse worst wrap wrong yard yellow young youth zero
""".split()

COMMON_WORDS = frozenset(
    (
        *_LITTLE,
        *_REPORTING,
        *_SCHOOL_LIFE,
        *_COMMENT,
        *_PEOPLE,
        *_PLACES,
        *_DESCRIPTIONS,
        *_OTHERWISE,
    )
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


SCHOOL_WORDS = frozenset(_SCHOOL_LIFE)
"""What happens in schools, and who is there."""

COMMENT_WORDS = frozenset(_COMMENT)
"""How it was."""
