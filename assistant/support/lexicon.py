"""Words that mean the same in news, words that exclude each other, and words that weigh nothing.

Each line of `SAME` is one meaning; a word may stand in several. Words are given in any form: the reader
of the table stems them. `OPPOSITE` names pairs of meanings, `RIVAL` meanings of which an event has only one.
"""


def in_order(words: str) -> tuple[str, ...]:
    """The words of a text, parted at blanks."""
    return tuple(words.split())


def listed(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


SAME = """
die dead death deceased perish fatality fatal deadly kill slain casualty lose-life
injure hurt wound injury
murder assassinate
rescue save
survive alive
missing disappear vanish
arrest detain apprehend custody capture seize
release free freed liberate
kidnap abduct abduction hostage
charge indict indictment
accuse blame allegation accusation allege
suspect suspicion believe
convict guilty conviction
acquit clear exonerate innocent
sentence jail imprison prison term condemn
try trial prosecute
judge justice magistrate
court tribunal
lawyer attorney solicitor counsel
resign quit step-down resignation
dismiss sack fire oust remove
appoint name appointment designate
nominate nomination
elect election
win victory victor triumph defeat beat
gold first
take win
lose loss lost
rise increase grow climb jump gain surge up growth soar higher advance
fall decrease drop decline shrink down slump plunge sink lower reduce reduction cut dip tumble
double twice
halve half
begin start open launch opening outset commence
launch unveil introduce
end finish conclude stop halt cease expire complete
close shut closure closed
open reopen
buy purchase acquire acquisition takeover
sell sale fetch
firm company corporation business enterprise
cut scrap lay-off
job post position work employee staff worker
employ hire recruit
employ employee staff
make produce manufacture build
build construct erect construction
rebuild reconstruct
destroy wreck raze ruin burn demolish
damage harm
strike hit crash collide collision
strike walkout
attack assault raid strike bombing bomb shell shelling
fire blaze inferno burn
explode explosion blast
quake earthquake tremor
storm hurricane cyclone typhoon gale
rain downpour rainfall
flood flooding inundate water
torrential heavy
landslide mudslide
car vehicle truck lorry automobile
plane aircraft jet airliner
ship vessel boat ferry
ship vessel freighter tanker
bus coach
coach manager trainer
soldier troop army military force
fighter gunman militant armed
rebel insurgent guerrilla
police officer
official authority
government minister cabinet administration
government authority
lawmaker parliamentarian parliament legislator deputy mp
parliament legislature assembly chamber senate
law legislation act bill
treaty accord agreement pact deal
agree agreement deal consent
negotiate talk discuss discussion
talk speak
say tell state add note remark declare
announce announcement declare
claim contend insist assert maintain
report account
demand call-for urge insist
ask request appeal
approve pass adopt endorse back ratify
reject refuse deny spurn rebuff
accept agree
abolish scrap repeal drop axe
ban prohibit forbid outlaw prohibition bar
allow permit let
cancel scrap call-off cancellation
postpone delay defer
plan intend intention propose going-to aim
vow pledge promise
threaten threat
try attempt seek
fake forged counterfeit
doctor physician medic
hospital clinic
illness disease sickness
drunk intoxicated
drug medicine medication
child kid
boy son
girl daughter
teen teenager
man male
woman female
person people individual human resident inhabitant
resident inhabitant citizen local
people member
citizen national
resident villager
refugee migrant
voter electorate
vote ballot poll
poll survey
run-off runoff
place take-place hold
visit travel
go travel fly return
return come-back go-back
arrive reach come
leave depart quit
flee escape
evacuate rescue
meet meeting
summit conference meeting
hold stage host
head lead leader chair run
lead ahead
chief head director
director head
boss chief
prime-minister premier
president head-of-state
succeed replace take-over successor
join enter
sign signature
own owner belong
get receive obtain
give hand award grant
pay pay-for fund finance
pay wage salary
cost price worth value amount
cost expensive
price fare cost fee
money fund cash
fine penalty
profit earnings
sales revenue turnover
share stock
bank lender
rate interest
unemployment jobless
big large great huge major
small little minor
quick fast rapid swift
slow sluggish
sharp steep strong
many numerous
few handful
some several number various
most majority
all every each whole entire
none no-one
main chief principal
local regional
begin since
town city village municipality
centre middle heart downtown
area region district zone
north northern
south southern
east eastern
west western
country nation state
capital city
road highway street motorway
home house household
flat apartment
building house
school college
pupil student
teacher lecturer
road route
airport airfield
airline carrier
passenger traveller
carry transport fly
train rail railway
station terminal
harbour port
dock port
sea ocean
find locate discover found recover
search look hunt seek
know known
show reveal indicate demonstrate suggest
hide conceal cover-up
see witness watch
witness onlooker
prove evidence proof
confirm verify confirmation corroborate
deny denial refute
deny reject dispute
unclear uncertain unknown
unidentified unknown unnamed
identify recognise
deliberate intentional arson
probable likely
pollution contamination pollute contaminate
cancel abandon
collapse break-down fail fall-through
fail failure
succeed success
protest demonstrate demonstration rally march
protester demonstrator
opponent critic
rival competing competitor compete
ally partner
friend mate
wife spouse husband
marry wed wedding
born birth
old aged age
new recent
former ex
early earlier
late later behind delayed
previous earlier last
again once-more
send deploy dispatch
withdraw retreat pull-out
capture seize take
retake recapture regain
hold control occupy
fire launch shoot
weapon arm gun
missile rocket
ceasefire truce
peace truce
war conflict
border frontier
sanction penalty
talk negotiation
mediator broker
envoy ambassador diplomat
spokesman spokeswoman spokesperson
mayor governor
agency body
group organisation
group party
group band
team side
match game
championship title
medal podium
record high
striker player
film movie
series show
actor actress
singer musician
painting picture
book novel
publish print release
write pen
broadcast air
newspaper paper daily
news report
journalist reporter
company airline
research study
researcher scientist
expert specialist
test trial
vaccine jab shot
enrol recruit
space orbit
satellite spacecraft
visible seen
reservoir lake
river stream
mountain mount
forest wood
crop harvest
stake share holding
merge merger
branch office
debt loan
lend loan
owe debt
spend expenditure
budget spending
import bring-in
export ship
electric electricity power
power energy
electricity power
outage power-cut blackout
gas fuel
pipeline pipe
plant factory works
mine pit
brewery brewer
farm agriculture
farmer grower
fisherman fisher
food provision
bread loaf
deficit shortfall
percent percentage
crisis emergency
help aid assist assistance
support back favour favor
oppose against opposition
opponent against
criticise condemn denounce
praise welcome
warn warning
fear worry concern
hope expect
want wish
need require
must have-to
carry-out conduct perform commit
cause lead-to result prompt trigger
because due owing
use utilise
hidden secret
apply cover
flight fly
crew sailor
climber mountaineer
hiker walker
pilot captain
driver motorist
pedestrian walker
neighbour resident
priest clergyman
bishop cleric
gold first
silver second
lightly slightly
serious critical severe grave
drop abandon
split divide
rest remain
stay remain keep
still remain
move transfer relocate
expel deport
summon call-in
recall call-back
ship container
describe call
name call
contract agreement
deal contract
battle fight tackle combat
fight clash
clash battle
drive travel
last take
fetch sell
struck hit
found establish
mid middle
quarter three-month
month monthly
year annual yearly
week weekly
day daily
stadium arena
museum gallery
wing extension
part portion
piece part
third 3rd
own possess
turnout voter
stand run
seat mandate
chamber house
session sitting
law rule
rule decide ruling decision verdict
decide decision
choose pick select
change alter
improve better
worsen deteriorate
strengthen strong
weaken weak
build-up increase
spread reach
hold-up delay
halt suspend
suspend stop
resume restart
return resume
continue go-on
wait await
flood submerge
drown die
shoot fire gun
stab knife
rob robbery theft steal
theft steal stolen
smuggle traffic
bribe bribery corruption
fraud deceit
embezzle embezzlement
tax levy duty
subsidy aid
pension retirement
retire retirement
house-price price
property house
rent lease
""".strip()

PHRASES = {
    "passed away": "die",
    "pass away": "die",
    "passes away": "die",
    "lost their lives": "die",
    "lost his life": "die",
    "lost her life": "die",
    "lost their life": "die",
    "death toll": "death",
    "capital punishment": "death-penalty",
    "death penalty": "death-penalty",
    "step down": "resign",
    "steps down": "resign",
    "stepped down": "resign",
    "stepping down": "resign",
    "stood down": "resign",
    "laid off": "cut",
    "laying off": "cut",
    "lay off": "cut",
    "called for": "demand",
    "calls for": "demand",
    "calling for": "demand",
    "call for": "demand",
    "called off": "cancel",
    "call off": "cancel",
    "broke down": "collapse",
    "broken down": "collapse",
    "fell through": "collapse",
    "fallen through": "collapse",
    "take over": "succeed",
    "took over": "succeed",
    "taken over": "succeed",
    "taking over": "succeed",
    "took place": "hold",
    "take place": "hold",
    "takes place": "hold",
    "taken place": "hold",
    "members of parliament": "lawmaker",
    "member of parliament": "lawmaker",
    "prime minister": "premier",
    "run off": "runoff",
    "cover up": "hide",
    "lead to": "cause",
    "pulled out": "withdraw",
    "pull out": "withdraw",
    "carried out": "commit",
    "carry out": "commit",
    "carrying out": "commit",
    "set up": "found",
    "gave birth": "birth",
    "go to the polls": "vote",
    "goes to the polls": "vote",
    "went to the polls": "vote",
    "gone to the polls": "vote",
    "set off": "leave",
    "was born": "birth",
    "not known": "unclear",
    "not clear": "unclear",
    "not yet clear": "unclear",
    "not yet known": "unclear",
    "not immediately clear": "unclear",
    "armed men": "gunman",
    "armed man": "gunman",
    "gross domestic product": "gdp",
    "went back": "return",
    "gone back": "return",
    "go back": "return",
    "came back": "return",
    "come back": "return",
    "under water": "flood",
    "shot dead": "kill",
    "put to death": "execute",
    "number of": "several",
    "on board": "aboard",
    "take part": "participate",
    "took part": "participate",
    "be made up": "comprise",
    "red cross": "redcross",
    "red crescent": "redcrescent",
    "as well as": "and",
    "in favour": "favour",
    "in favor": "favour",
    "turned down": "reject",
    "turn down": "reject",
    "voted down": "reject",
    "struck down": "overturn",
    "given up": "abandon",
    "gave up": "abandon",
    "no longer": "not",
    "made up of": "comprise",
    "in charge of": "lead",
}

OPPOSITE = in_order("""
rise/fall rise/stable fall/stable double/halve begin/end open/close win/lose buy/sell big/small quick/slow
many/few accept/reject approve/reject allow/ban support/oppose arrive/leave join/leave first/last early/late
old/new safe/unsafe harmful/harmless warm/cold hot/cold north/south east/west
constitutional/unconstitutional legal/illegal strengthen/weaken improve/worsen agree/refuse confirm/deny
cheap/expensive rich/poor man/woman boy/girl son/daughter morning/evening spring/autumn summer/winter
lend/borrow import/export innocent/guilty convict/acquit arrest/release appoint/dismiss alive/dead
survive/die praise/criticise succeed/fail advance/withdraw attack/defend deficit/surplus profit/loss
public/private secret/public peaceful/violent hire/dismiss urban/rural major/minor drunk/sober up/down
domestic/foreign employer/employee victim/attacker maximum/minimum highest/lowest high/low good/bad
best/worst long/short young/old majority/minority increase/decrease build/destroy ally/enemy send/withdraw
enter/leave employ/dismiss create/abolish genuine/fake true/false majority/minority
""")

RIVAL = """
die injure missing rescue survive evacuate arrest
suspect arrest charge try convict sentence acquit release
nominate appoint resign dismiss elect
propose debate approve sign reject repeal
buy sell merge
attack capture withdraw
redcross redcrescent
mayor governor president premier minister king queen pope chancellor
gold silver bronze
marry divorce
sink collide crash aground
cancel postpone
strike lockout
""".strip()

LIGHT = in_order("""
a an the this that these those there here it its itself he him his himself she her hers herself they them
their theirs themselves we us our ours i me my you your who whom whose which what when where why how be is
am are was were been being have has had having do does did doing done will would shall should can could may
might must ought not and or but nor so yet if then than as of in on at by to from for with without about
into onto upon over under above below between among through during before after since until till while
because although though whereas unless against toward towards within across along around near off out up
down again also too very just only even still already more most less least much many some any all both each
every few other another such same own one two according say tell report make take get go come become put set
let keep part thing way time news article evidence text passage story source information yes no however
therefore thus moreover additionally furthermore meanwhile overall finally currently now recently new total
approximately about roughly around nearly almost some least most more than fewer less over under up several
number people person place including include involve relate regarding concerning various certain particular
specific it's specifically mention indicate state note according describe add account total mr mrs ms dr sir
late early today yesterday tomorrow last next ago later earlier following amid among per via despite hold
happen occur use respectively remain stay company firm a.m p.m am pm local o'clock kind sort side mean be-
able able begin-to also further additional
""")

IRREGULAR_VERBS = """
arise arose arisen|awake awoke|beat beaten|become became|begin began begun|bind bound|bite bit bitten|bleed bled|
blow blew blown|break broke broken|bring brought|build built|buy bought|catch caught|choose chose chosen|
come came|creep crept|deal dealt|dig dug|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|
fall fell fallen|feed fed|feel felt|fight fought|find|flee fled|fly flew flown flies|forbid forbade forbidden|
forget forgot forgotten|freeze froze frozen|get got gotten|give gave given|go went gone goes|grow grew grown|
hang hung|have has had|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|leave left|
lend lent|lie lay lain|lose lost|make made|mean meant|meet met|pay paid|ride rode ridden|ring rang rung|
rise rose risen|run ran|say said says|see saw seen|seek sought|sell sold|send sent|shake shook shaken|shoot shot|
show shown|shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept|speak spoke spoken|
spend spent|spin spun|stand stood|steal stole stolen|stick stuck|strike struck stricken|swear swore sworn|
sweep swept|swim swam swum|take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown|
understand understood|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn|write wrote written|
undergo underwent undergone|overthrow overthrew overthrown|overcome overcame|retake retook retaken|
undertake undertook undertaken|rebuild rebuilt|resell resold|foresee foresaw foreseen|mislead misled|
spread|cut|hit|hurt|put|quit|set|shut|split|cost|let|bet|cast|burst|do did done does|die dying dies died|deny denied denies denying denial
""".replace("\n", "").split("|")

IRREGULAR_OTHERS = """
child children|man men|woman women|person people persons|gunman gunmen|fisherman fishermen|spokesman spokesmen|
foot feet|life lives|wife wives|half halves|thief thieves|
high higher highest|low lower lowest|big bigger biggest|large larger largest|small smaller smallest|
fast faster fastest|slow slower slowest slowly|warm warmer warmest|cold colder coldest|great greater greatest|
strong stronger strongest|weak weaker weakest|young younger youngest|old older oldest|long longer longest|
short shorter shortest|rich richer richest|poor poorer poorest|near nearer nearest|late later latest|
early earlier earliest|cheap cheaper cheapest|good better best|bad worse worst|heavy heavier heaviest|
few fewer fewest|new newer newest|quick quicker quickest quickly|hot hotter hottest
""".replace("\n", "").split("|")
