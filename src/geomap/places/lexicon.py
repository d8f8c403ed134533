"""Words that tell a place from a person, a firm or a plain word, and how a place is used."""

from __future__ import annotations

from functools import cache

from geomap.shipped import read_text

__all__ = [
    "AGENT_VERBS",
    "COMPASS_WORDS",
    "CONNECTORS",
    "INSTITUTIONS",
    "LOCAL_NOUNS",
    "NEVER",
    "OFFICES",
    "ORGANISATION_WORDS",
    "PLACE_PREPOSITIONS",
    "POSTAL_CODES",
    "REGION_WORDS",
    "SITE_WORDS",
    "TITLES",
    "US_STATES",
    "common_words",
    "first_names",
    "part_words",
    "surnames",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARABIC_ARTICLES = _set("al el as ash at ad an az ar")
CONNECTORS = _set(
    "of and the on upon in de del la las los le les du des da do dos das di el al an am im a y "
    "e und der den bei ob sur sous en by under with to for van von aux au près ash as ad ar at "
    "l d qar ez er es il"
)
"""Small words that stand inside names ("Isle of Man", "Stoke-on-Trent")."""

SITE_WORDS = _set(
    "nuclear power plant station hydroelectric thermal airport airbase airfield air naval base "
    "port bridge dam refinery crossing terminal international refugee camp checkpoint"
)
"""Small words that go on with the name of a site ("Zaporizhzhia nuclear power plant")."""

REGION_WORDS = _set(
    "region regions oblast province governorate county counties district districts raion rayon "
    "prefecture republic krai kray territory state states city town village settlement peninsula "
    "island islands valley desert mountains sea strait gulf bay river lake parish municipality "
    "canton department strip plateau heights basin coast corridor delta emirate voivodeship area "
    "borough township commune hromada"
)
"""Words that name what kind of place a name stands for ("Donetsk region")."""

PLACE_PREPOSITIONS = _set(
    "in near at outside inside around across throughout within over above through toward towards "
    "into from to between along via beyond off south north east west northeast northwest southeast "
    "southwest downtown central northern southern eastern western nearby neighbouring neighboring "
    "upstate greater mainland rural occupied"
)

TITLES = _set(
    "mr mrs ms miss dr prof professor president vice-president premier prime minister chancellor "
    "king queen prince princess duke duchess lord lady sir dame baron count saint pope cardinal "
    "archbishop bishop father rev reverend pastor rabbi imam ayatollah sheikh sheik gen general lt "
    "lieutenant col colonel maj major capt captain sgt sergeant cpl corporal pvt private adm "
    "admiral cmdr commander brig brigadier officer detective deputy sheriff chief judge justice "
    "attorney lawyer sen senator rep representative congressman congresswoman gov governor mayor "
    "councillor councilman councilwoman commissioner secretary spokesman spokeswoman spokesperson "
    "director chairman chairwoman chair ceo coach manager captain quarterback striker midfielder "
    "goalkeeper actor actress singer author writer photographer analyst economist ambassador envoy "
    "diplomat journalist correspondent reporter editor principal superintendent teacher student "
    "brother sister son daughter wife husband mother uncle aunt grandfather grandmother leader "
    "founder owner trooper patrolman firefighter constable inspector superintendent baroness"
)
"""Words before a person's name."""

OFFICES = _set(
    "mayor governor president premier minister chancellor king queen emperor sultan emir senator "
    "ambassador envoy consul secretary commissioner prosecutor sheriff police-chief lawmaker "
    "lawmakers councillor councilman councilwoman spokesman spokeswoman spokesperson official "
    "officials authorities leaders leader delegation delegates negotiators negotiator diplomats "
    "diplomat representative representatives commander commanders general generals bishop "
    "archbishop mp mps attorney judge leadership regime ruler rulers vice-president deputy"
)
"""Holders of an office: "Kharkiv Mayor", "Belgorod Governor"."""

INSTITUTIONS = _set(
    "government administration parliament ministry military army navy airforce forces troops "
    "police prosecutors intelligence defence defense council court courts congress senate "
    "assembly legislature cabinet treasury embassy consulate mission garrison brigade brigades "
    "regiment division battalion corps legion guard militia soldiers fighters warplanes jets "
    "economy policy law laws constitution foreign state-run media newspaper television tv radio "
    "press agency bank exchange stock market index team side club united fc national university "
    "college institute school museum orchestra festival airlines airways times post herald "
    "tribune gazette globe independent telegraph journal chronicle news daily weekly observer "
    "mirror sun star examiner courier argus echo dispatch bulletin register review today magazine "
    "plan accord accords agreement agreements treaty protocol protocols convention declaration "
    "summit conference process pact memorandum format film marathon derby nuclear missile missiles "
    "airstrikes airstrike ally allies embassy general-staff coast-guard sanctions cartel cartels "
    "patrol mafia herdsmen herders tribesmen tribe tribes clan clans mercenaries"
)
"""Nouns that make the name before them part of, or owner of, an institution."""

ORGANISATION_WORDS = _set(
    "times post herald tribune gazette globe independent telegraph journal chronicle news "
    "observer mirror sun star examiner courier argus echo dispatch bulletin register review "
    "magazine inc ltd llc plc corp co company group holdings bank university college institute "
    "academy school hospital museum council committee commission association society union "
    "federation party church club united city fc rovers wanderers athletic rangers giants jets "
    "eagles bears bulls lions tigers lakers celtics red white cowboys patriots saints falcons "
    "ravens steelers packers dodgers cubs yankees mets astros phillies pirates reds royals "
    "twins angels mariners padres knicks nets rockets spurs heat magic hawks hornets wizards "
    "raptors suns kings warriors clippers grizzlies pelicans thunder jazz blazers nuggets "
    "timberwolves police department ministry agency bureau office authority airlines airways "
    "railway motors electric systems technologies international national foundation trust fund "
    "theatre theater orchestra symphony center centre press tv radio court congress parliament "
    "senate assembly army navy guard corps brigade regiment division battalion festival "
    "marathon prize award awards cup league conference accord accords treaty declaration "
    "project initiative research studios records hotel inn restaurant cafe bar grill farms "
    "foods stores"
)
"""Words that end the name of an organisation or a work."""

LOCAL_NOUNS = _set(
    "capital city cities town towns village villages region regions province provinces district "
    "districts suburb suburbs outskirts centre center downtown airport airports port ports harbour "
    "harbor coast coastline shore shores border borders frontier north south east west northeast "
    "northwest southeast southwest northern southern eastern western central northeastern "
    "northwestern southeastern southwestern airspace territory soil waters skies streets street "
    "square squares neighbourhood neighbourhoods neighborhood neighborhoods area areas county "
    "counties hospital hospitals station stations railway metro subway beach beaches hills "
    "mountains desert island islands peninsula valley countryside hinterland interior heartland "
    "front frontline residents residential bridge bridges dam refinery refineries depot plant "
    "infrastructure highway roads road zoo park market largest biggest second-largest main largest "
    "old historic outlying industrial river lake field fields facility facilities site sites base "
    "camp camps prison mosque church cathedral university"
)
"""Nouns that make "X's ..." a spot inside X."""

NEVER = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july "
    "august september october november december easter christmas ramadan passover hanukkah eid "
    "hamas hezbollah taliban houthi houthis fatah isis isil islam allah quran bible olympic "
    "olympics facebook twitter instagram telegram google youtube internet reuters xinhua nato "
    "opec unicef iom unesco interpol covid brexit mr mrs ms dr jr sr inc ltd corp plc llc ceo mp "
    "mps pm am i he she it we they you his her its our their my your this that these those who "
    "what when where why how if but and or not no yes so as the a an"
)
"""Words that some place bears as a name but that no news text means as one."""

COMPASS_WORDS = {
    "north": 0.0,
    "northern": 0.0,
    "northernmost": 0.0,
    "northeast": 45.0,
    "northeastern": 45.0,
    "east": 90.0,
    "eastern": 90.0,
    "easternmost": 90.0,
    "southeast": 135.0,
    "southeastern": 135.0,
    "south": 180.0,
    "southern": 180.0,
    "southernmost": 180.0,
    "southwest": 225.0,
    "southwestern": 225.0,
    "west": 270.0,
    "western": 270.0,
    "westernmost": 270.0,
    "northwest": 315.0,
    "northwestern": 315.0,
}
"""Bearings, degrees clockwise from north, of the words for directions."""

AGENT_VERBS = _set(
    "said says saying say told tells announced announces claimed claims denied denies accused "
    "accuses warned warns vowed vows pledged pledges threatened threatens insisted insists argued "
    "argues believes believed wants wanted hopes hoped fears feared expects expected agreed agrees "
    "refused refuses rejected rejects accepted accepts demanded demands asked asks urged urges "
    "called calls condemned condemns welcomed welcomes criticised criticized blamed blames "
    "proposed proposes offered offers promised promises sent sends supplied supplies provided "
    "provides gave gives imposed imposes lifted lifts banned bans recognised recognized recognises "
    "recognizes signed signs ratified voted votes decided decides plans planned intends considers "
    "considered seeks sought tries tried aims supports supported backs backed opposes opposed "
    "launched launches fired fires attacked attacks invaded invades annexed annexes occupied "
    "bombed struck shelled shot downed intercepted destroyed retaliated retaliates responded "
    "responds deployed deploys withdrew withdraws pulled pulls pulling captured seized seizes "
    "controls controlled holds used uses using developed develops builds built tested tests "
    "produced produces exports imports buys bought sells sold sees saw knows knew thinks thought "
    "reported reports confirmed confirms acknowledged acknowledges admitted admits declared "
    "declares stated states noted notes added adds stressed maintained maintains reiterated "
    "repeated suggested signalled signaled summoned expelled recalled invited hosts hosted "
    "mediated negotiated ordered orders approved approves passed passes joined joins left quit "
    "withdraw won wins lost loses beat beats defeated played plays faces faced needs needed must "
    "should would could can may might will has had have is was are were did does do wo shall "
    "continues continued began begins started starts stopped stops keeps kept remains became "
    "becomes made makes took takes put puts turned carried pummelled pounded rained unleashed "
    "targeted targeting launching seeking using responds enters entered pushed pressed poured "
    "mounted massed amassed advanced stepped raised lowered cut froze banned evacuated seemed "
    "appeared helped helps suffered suffers lacks relies spends spent faced facing owns owes "
    "boycotted celebrated mourned prepared prepares ramped claims released freed jailed executed"
)
"""What a government does: a capital or country before one of these acts as one."""

US_STATES = {
    "ala": "alabama",
    "alas": "alaska",
    "ariz": "arizona",
    "ark": "arkansas",
    "calif": "california",
    "colo": "colorado",
    "conn": "connecticut",
    "del": "delaware",
    "fla": "florida",
    "ga": "georgia",
    "ill": "illinois",
    "ind": "indiana",
    "kan": "kansas",
    "kans": "kansas",
    "ky": "kentucky",
    "la": "louisiana",
    "md": "maryland",
    "mass": "massachusetts",
    "mich": "michigan",
    "minn": "minnesota",
    "miss": "mississippi",
    "mo": "missouri",
    "mont": "montana",
    "neb": "nebraska",
    "nebr": "nebraska",
    "nev": "nevada",
    "nh": "new hampshire",
    "nj": "new jersey",
    "nm": "new mexico",
    "ny": "new york",
    "nc": "north carolina",
    "nd": "north dakota",
    "okla": "oklahoma",
    "ore": "oregon",
    "pa": "pennsylvania",
    "penn": "pennsylvania",
    "ri": "rhode island",
    "sc": "south carolina",
    "sd": "south dakota",
    "tenn": "tennessee",
    "tex": "texas",
    "vt": "vermont",
    "va": "virginia",
    "wash": "washington",
    "wva": "west virginia",
    "wis": "wisconsin",
    "wyo": "wyoming",
    "alta": "alberta",
    "ont": "ontario",
    "que": "quebec",
    "sask": "saskatchewan",
    "man": "manitoba",
    "bc": "british columbia",
    "dc": "district of columbia",
    "nsw": "new south wales",
}
"""Abbreviations of states and provinces as newspapers write them, folded."""


POSTAL_CODES = {
    row.split("=")[0]: row.split("=")[1]
    for row in (
        "AL=ala AK=alas AZ=ariz AR=ark CA=calif CO=colo CT=conn DE=del FL=fla GA=ga IL=ill IN=ind "
        "KS=kan KY=ky LA=la MD=md MA=mass MI=mich MN=minn MS=miss MO=mo MT=mont NE=neb NV=nev "
        "NH=nh NJ=nj NM=nm NY=ny NC=nc ND=nd OK=okla OR=ore PA=pa RI=ri SC=sc SD=sd TN=tenn "
        "TX=tex VT=vt VA=va WA=wash WV=wva WI=wis WY=wyo AB=alta BC=bc MB=man ON=ont QC=que "
        "SK=sask DC=dc NSW=nsw"
    ).split()
}
"""Postal codes of states and provinces, to the abbreviations above."""


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(read_text("geomap.places", f"data/{name}").split())


def common_words() -> frozenset[str]:
    """Return English words that are written small far more often than not."""
    return _table("common_words.txt")


def part_words() -> frozenset[str]:
    """Return English words that are written small at times ("university", "south")."""
    return _table("part_words.txt")


def first_names() -> frozenset[str]:
    """Return given names, in lower case."""
    return _table("first_names.txt")


def surnames() -> frozenset[str]:
    """Return family names, in lower case."""
    return _table("surnames.txt")
