"""How a toponym is used: for the place itself, for its government or people, or as an adjective.

The rules read the words around the name and stop at the first that speaks: what it is part of
("Kyiv Independent", "Kharkiv Mayor"), what it owns ("Tehran's theocracy"), the preposition before
it ("in", "against"), what it does ("Moscow said") and what is done to it ("struck Odesa").
"""

from __future__ import annotations

from typing import NamedTuple

from geomap.model import Usage
from geomap.places.lexicon import (
    AGENT_VERBS,
    COMPASS_WORDS,
    INSTITUTIONS,
    LOCAL_NOUNS,
    OFFICES,
    ORGANISATION_WORDS,
    REGION_WORDS,
)
from geomap.places.scan import BREAK, LOWER, SIGN, TITLE, UPPER, Scan

__all__ = ["Use", "usage_of"]


class Use(NamedTuple):
    """A usage with the reason for it, in plain words."""

    usage: Usage
    reason: str


_HYPHENS = ("-", "‐", "‑", "–")


class _Near(NamedTuple):
    """A name in its words; ``acts``: it is a country or the capital of one."""

    scan: Scan
    first: int
    last: int
    acts: bool


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WHERE = _set(
    "in at near outside inside over across throughout within into toward towards around above "
    "through off along beyond via downtown below beneath under amid beside behind onto"
)
_WITH_WHOM = _set("against with by like than besides without alongside unlike versus")
_WORDS_SENT = _set(
    "message messages statement statements pressure support warning warnings comment comments "
    "offer offers demand demands aid permission request requests denial threat threats approval "
    "backing response reaction reactions reply assurances guarantees help assistance condemnation "
    "criticism praise instructions orders funding weapons arms money cash loans signal signals "
    "concessions recognition independence intelligence sanctions commitment commitments "
    "ultimatum letter call calls proposal proposals rhetoric denials silence word order ties "
    "tariffs embargo loyalty allegiance debt access deliveries supplies concession loan favour "
    "protested complained appealed apologised apologized "
    "favor gift appeal appeals complaint lawsuit rebuke plea objections resistance opposition"
)
_STRIKES = _set(
    "attack attacks strike strikes raid raids assault assaults bombardment bombing bombings "
    "offensive operation operations airstrike airstrikes shelling barrage barrages invasion "
    "drones missiles rockets advance push march fire salvo salvos bombs incursion"
)
_HELD_TALKS = _set(
    "war wars talks ties relations conflict agreement deal ceasefire truce tensions treaty "
    "peace negotiations dialogue cooperation alliance hostilities dispute standoff fighting "
    "swap exchange clashes friendship trade rivalry enmity"
)
_ADDRESSED = _set(
    "accuse accused accuses accusing warn warned warns warning urge urged urges urging tell told "
    "tells telling help helped helps helping support supported supports supporting press pressed "
    "presses pressing pressured blame blamed blames blaming condemn condemned condemns criticise "
    "criticised criticize criticized ask asked asks asking persuade persuaded force forced forces "
    "forcing allow allowed allows allowing back backed backs backing arm armed arms arming fund "
    "funded funds join joined joins beat beats defeat defeated defeats thank thanked trust "
    "recognise recognised recognize recognized sanction sanctioned isolate isolated deter deterred "
    "punish punished convince convinced let make made denounce denounced denouncing denigrating "
    "call called calls want wanted wants alienate alienated appease confront confronted praise "
    "praised thank reassure reassured inform informed notify notified represent represented lobby"
)
_REACHED = _set(
    "hit hits hitting struck strike strikes striking attacked attack attacks attacking bombed "
    "bombing shelled shelling pummelled pummeled pounded pounding targeted targeting invaded "
    "invade invading left leave leaving leaves visited visit visiting visits reached reach "
    "reaching entered enter entering captured capture capturing seized seize seizing liberated "
    "liberate retook retake recaptured took take occupied occupy occupying besieged surrounded "
    "encircled fled flee fleeing crossed cross crossing toured controls controlled control "
    "controlling annexed annex defend defended defending approached approaching evacuated "
    "abandoned destroyed devastated flattened rocked shook swept lashed battered hosts borders "
    "bordering overlooks surrounding encircling raided stormed besieging quit departed"
)
_STATIVE = _set(
    "is are was were be been being has have had remains remained lies sits borders stands saw sees "
    "came comes became becomes suffered suffers"
)
_PASSED_ON = _set(
    "hit struck attacked bombed shelled targeted invaded captured seized liberated retaken "
    "recaptured occupied besieged surrounded encircled rocked shaken swept lashed battered located "
    "evacuated destroyed devastated flattened cut hammered pounded pummelled annexed home under "
    "plunged left recaptured taken quiet calm hot cold dark among one near close about far covered "
    "the a an in on at where situated ravaged ruined divided known called held raided overrun "
    "spared engulfed blacked without"
)
_TIME = _set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday on early late also "
    "then now later repeatedly again initially still never since has have had itself long already "
    "earlier last this week month year soon quickly immediately officially publicly formally "
    "recently first once only largely simply reportedly meanwhile however finally"
)
_PARTS = _set(
    "city town village capital outskirts suburbs suburb north south east west northeast "
    "northwest southeast southwest centre center part parts region regions province provinces "
    "area areas district districts edge streets coast shores shore port island islands state "
    "territory borders border county settlement settlements gates ruins rest skies much most "
    "all half some occupation invasion siege battle bombardment annexation bombing control "
    "capture fall liberation shelling fighters map swathes swaths banks bank heart middle end "
    "side sides sky out kilometers kilometres km miles peninsula strip parish borough "
    "municipality seizure reconstruction destruction recapture defence evacuation country "
    "cities towns villages hills hamlet"
)
_GOVERNING = _set(
    "government president premier minister ministry mayor governor king queen people parliament "
    "leader leaders leadership ambassador embassy army military forces police university bank "
    "republic kingdom citizens nationals friends allies ally enemies behalf favour favor church "
    "bishop archbishop duke prince emirate head foreign defence interior supporters fans "
    "economy history culture language future fate secretary commander council court chief"
)
_GLUED = _set(
    "backed based led made born controlled occupied held allied aligned style trained friendly "
    "supported sponsored funded supplied installed appointed built linked brokered educated "
    "imposed dominated mediated owned produced run"
)
_PEOPLE = _set("residents civilians locals inhabitants area")
_THINGS_HERE = _set(
    "region oblast province area district suburb suburbs outskirts airport border borders front "
    "county city metro subway bridge port harbour harbor coast sector direction axis street "
    "streets river valley power nuclear hospital neighbourhood neighborhood"
)
_DETERMINERS = _set("a an the this that another one two three four five some many")
_VERBS_AFTER_PEOPLE = _set("who was were is are have has had said told")


def usage_of(scan: Scan, first: int, last: int, *, kind: str, seat: bool, written: str) -> Use:
    """Tell how the name in words ``first`` to ``last`` is used.

    ``kind`` is the letter of the likely place; ``seat`` tells that it is a country or the capital
    of one, which can speak for its government.
    """
    if written == "demonym":
        return _demonym(scan, first, last)
    acts = seat or kind == "C"
    near = _Near(scan, first, last, acts)
    for rule in (_compound, _part_of_name, _owner, _preposition, _subject, _object):
        use = rule(near)
        if use is not None:
            return use
    if acts and kind == "C" and _is_heading(scan, first, last):
        return Use(Usage.LITERAL, "stands alone")
    return Use(Usage.LITERAL, "nothing around it speaks of a government or organisation")


def _word(scan: Scan, index: int) -> str:
    if 0 <= index < len(scan.words) and scan.shapes[index] != BREAK:
        return scan.lowers[index]
    return ""


def _is_name(scan: Scan, index: int) -> bool:
    return 0 <= index < len(scan.words) and scan.shapes[index] in (TITLE, UPPER)


def _literal(reason: str) -> Use:
    return Use(Usage.LITERAL, reason)


def _associative(reason: str) -> Use:
    return Use(Usage.ASSOCIATIVE, reason)


def _demonym(scan: Scan, first: int, last: int) -> Use:
    after, before = _word(scan, last + 1), _word(scan, first - 1)
    word = scan.lowers[last]
    if after in ("border", "frontier") or (
        after in _HYPHENS and _word(scan, last + 3) in ("border", "frontier")
    ):
        return _literal(f"one side of the {'border' if after in _HYPHENS else after}")
    if after in _LAND or (after == "territorial" and _word(scan, last + 2) == "waters"):
        return _literal("an adjective, for the land itself")
    shape = scan.shapes[last + 1] if last + 1 < len(scan.words) else BREAK
    if word.endswith("s") and not word.endswith("ss"):
        return Use(Usage.DEMONYM, "names the people")
    if before in _SPOKEN:
        return Use(Usage.DEMONYM, "names the language")
    if before == "the" and word.endswith(("ese", "sh", "ch", "ss")) and _is_verb(after):
        return Use(Usage.DEMONYM, "names the people")
    noun_follows = shape in (TITLE, UPPER) or (
        shape == LOWER and after not in _NO_NOUN and after not in _VERBS_AFTER_PEOPLE
    )
    if after == "-" or noun_follows or after == "and":
        return _associative("an adjective, for those who belong to the country")
    if before in _DETERMINERS or not noun_follows:
        return Use(Usage.DEMONYM, "names the people or the language")
    return _associative("an adjective, for those who belong to the country")


def _is_verb(word: str) -> bool:
    return word.endswith("ed") or word in _VERBS_AFTER_PEOPLE or word in _MODALS


_LAND = _set("airspace territory soil waters skies coast coastline shore shores countryside")
_SPOKEN = _set("speak speaks spoke speaking learn learned learning teach teaches taught fluent")
_MODALS = _set("will would can could may might should must do did say says want wants")
_NO_NOUN = _set("in on at of to from for with by as who that which when while because but or")


def _compound(near: _Near) -> Use | None:
    """Read "Moscow-backed", "pro-Kremlin", "Russia-Ukraine border"."""
    scan, first, last, _acts = near
    behind, before = _word(scan, last + 1), _word(scan, first - 1)
    if behind in "-–‑" and behind and scan.glued(last + 1) and scan.glued(last + 2):
        other = _word(scan, last + 2)
        if other in _GLUED:
            return _associative(f"part of the compound with {other!r}")
        if _is_name(scan, last + 2):
            return _of_pair(scan, first, last + 3)
        if scan.shapes[last + 2] == LOWER and other not in ("area", "wide", "bound"):
            return _associative("the first part of a compound")
    if before in "-–‑" and before and scan.glued(first) and scan.glued(first - 1) and first > 1:
        if _is_name(scan, first - 2):
            return _of_pair(scan, first - 2, last + 1)
        if scan.lowers[first - 2] not in ("mid", "central", "south", "north", "east", "west"):
            return _associative("the second part of a compound")
    if behind == "/" and _is_name(scan, last + 2):
        return None
    return None


_BETWEEN_TWO = _set("border frontier highway road railway line train motorway")


def _of_pair(scan: Scan, first: int, behind: int) -> Use:
    """Tell "search homes in Jammu-Kashmir" from "the Russia-Ukraine war" by the noun behind."""
    end = behind
    while _is_name(scan, end) and end - behind < 3:
        end += 1
    if _word(scan, end) in _BETWEEN_TWO:  # "the Niger-Burkina Faso border"
        behind = end
    noun = _word(scan, behind)
    closed = behind >= len(scan.words) or scan.shapes[behind] != LOWER or not _may_be_noun(noun)
    if closed and _word(scan, first - 1) in _WHERE:
        return _literal(f"stands behind {_word(scan, first - 1)!r}")
    if noun in _BETWEEN_TWO:
        return _literal(f"one end of the {noun}")
    return _associative("one of the parties named")


def _part_of_name(near: _Near) -> Use | None:
    """Read "Kyiv Independent", "Bank of England", "Kharkiv Mayor", "US President"."""
    scan, first, last, acts = near
    end = last
    while _is_name(scan, end + 1) and end - last < 5:
        end += 1
    if end > last:
        words = scan.lowers[last + 1 : end + 1]
        if any(w in OFFICES for w in words):
            return _associative("whose office it is")
        if words[0] in REGION_WORDS or words[0] in _THINGS_HERE:
            return None
        if words[-1] in ORGANISATION_WORDS or words[0] in ORGANISATION_WORDS:
            return _associative("part of an organisation's name")
        if any(w in INSTITUTIONS for w in words):
            return _associative("part of an institution's name")
    follows = _word(scan, last + 1)
    if scan.shapes[last + 1 : last + 2] == [LOWER]:
        second = _word(scan, last + 2)
        if follows in OFFICES or (
            follows
            in ("regional", "city", "state", "district", "region", "foreign", "prime", "deputy")
            and second in OFFICES
        ):
            return _associative("whose office it is")
        institution = follows in INSTITUTIONS and follows not in AGENT_VERBS | _TIME
        institution = institution and (acts or follows not in _ARMS)  # "the Lviv missile strike"
        if institution and not _owned_place(scan, last):
            return _associative("whose institution it is")
        if follows in _PEOPLE:
            return _literal("where those people live")
        if scan.lowers[last] in _SHORT_NAMES and _may_be_noun(follows):
            return _associative("stands before a noun as an adjective does")
    if _word(scan, first - 1) in ("in", "of") and scan.lowers[max(0, first - 3) : first - 1] == [
        "islamic",
        "state",
    ]:
        return _associative("part of an organisation's name")
    if _word(scan, first - 1) == "of" or (
        _word(scan, first - 1) == "the" and _word(scan, first - 2) == "of"
    ):
        at = first - 2 if _word(scan, first - 1) == "of" else first - 3
        head = _word(scan, at)
        if _is_name(scan, at) and (head in ORGANISATION_WORDS or head in INSTITUTIONS):
            return _associative("part of an organisation's name")
        if head == "bank" and _word(scan, at - 1) in _SIDES:
            return _literal("one bank of it")
        if head in OFFICES or head in _GOVERNING:
            return _associative(f"whose {head} it is")
    return None


_SIDES = frozenset(COMPASS_WORDS) | _set("left right far opposite other")
_ARMS = _set("missile missiles nuclear airstrike airstrikes")
_SHORT_NAMES = _set("us uk u.s. u.k. uae u.s u.k eu")


def _may_be_noun(word: str) -> bool:
    return not (
        word in AGENT_VERBS
        or word in _STATIVE
        or word in _NO_NOUN
        or word in _TIME
        or word in _THINGS_HERE
        or word.endswith("ed")
    )


def _owned_place(scan: Scan, last: int) -> bool:
    return _word(scan, last + 2) in _THINGS_HERE


def _owner(near: _Near) -> Use | None:
    """Read "Tehran's theocracy" against "Kharkiv's suburbs" and "Ukraine's Sumy region"."""
    scan, first, last, acts = near
    at = last + 1
    if at >= len(scan.words) or scan.lowers[at] not in ("'s", "’s", "ʼs", "‘s"):
        if not (
            at < len(scan.words)
            and scan.words[at] in "'’"
            and scan.lowers[last].endswith("s")
            and scan.glued(at)
            and scan.shapes[at + 1 : at + 2] == [LOWER]
        ):
            return None
    words = scan.lowers[at + 1 : at + 5]
    shapes = scan.shapes[at + 1 : at + 5]
    for index, (word, shape) in enumerate(zip(words, shapes, strict=True)):
        if word in OFFICES or word in ("government", "military", "army", "ministry", "parliament"):
            return _associative("owns an office or institution")
        if (
            word in LOCAL_NOUNS
            and word not in ("main", "old")
            and not (
                word in COMPASS_WORDS
                and index + 1 < len(words)
                and words[index + 1] in INSTITUTIONS
            )
        ):
            return _literal(f"the {word} lies in it")
        if word in INSTITUTIONS:
            return _associative("owns an institution")
        if shape in (TITLE, UPPER):
            nxt = words[index + 1] if index + 1 < len(words) else ""
            if word in OFFICES or word in ORGANISATION_WORDS or nxt in INSTITUTIONS:
                return _associative("owns an institution")
            person = _owner_of_person(scan, at + 1 + index)
            if acts and nxt not in REGION_WORDS and nxt not in _SITES and person:
                return _associative("names whose it is")
            return _literal("the place named next lies in it")
        if shape == SIGN and word not in _HYPHENS:
            break
        if word in _WHERE or word in ("of", "on", "to", "from", "with", "for", "against", "by"):
            break
    before = _word(scan, first - 1)
    if before in _WHERE and not acts:
        return _literal(f"stands behind {before!r}")
    return _associative("owns what follows, as a government or people does")


_LEAVES = _set("left leave leaves leaving departed bound headed heading sailed sailing fled flew")
"""What is said of those who go to the place behind "for"."""
_SITES = _set(
    "square street avenue boulevard district quarter neighbourhood neighborhood airport bridge "
    "valley mountains river lake park tower station stadium hospital mosque cathedral port"
)


def _owner_of_person(scan: Scan, index: int) -> bool:
    """Tell whether a run of two or more names follows, as a person's does."""
    return _is_name(scan, index + 1) and scan.lowers[index + 1] not in REGION_WORDS


def _preposition(near: _Near) -> Use | None:  # noqa: PLR0911 - a wording a line
    scan, first, _last, acts = near
    at = first - 1
    while at >= 0 and (
        scan.lowers[at]
        in (
            "the",
            "both",
            "neighbouring",
            "neighboring",
            "nearby",
            "central",
            "mainland",
            "greater",
            "occupied",
            "wider",
        )
        or scan.lowers[at] in COMPASS_WORDS
    ):
        at -= 1
    before, head = _word(scan, at), _word(scan, at - 1)
    if before in _WHERE:
        return _literal(f"stands behind {before!r}")
    if before == "and" and _is_name(scan, at - 1):
        return _second_of_two(scan, at, acts=acts)
    if before == "from":
        nouns = {head, _word(scan, at - 2)}
        if acts and (nouns & _WORDS_SENT or nouns & OFFICES) and head not in _MOVED:
            return _associative("who sends it")
        return _literal("where it comes from")
    if before in ("to", "for"):
        nouns = {head, _word(scan, at - 2)}
        leaves = before == "for" and not _LEAVES.isdisjoint(scan.lowers[max(0, at - 7) : at])
        if acts and (nouns & _WORDS_SENT or before == "for") and not leaves:
            return _associative("for whom it is meant")
        return _literal("where it goes")
    if before in ("on", "upon"):
        if acts and (
            head in _WORDS_SENT
            or head
            in (
                "imposed",
                "reliant",
                "dependent",
                "relies",
                "rely",
                "depends",
                "blame",
                "called",
                "based",
            )
        ):
            return _associative("on whom it bears")
        return _literal("what it falls on")
    if before == "with" and _is_border(head, _word(scan, at - 2)):
        return _literal("one side of the border")
    if before in _WITH_WHOM and acts:
        if before == "against" and head in _STRIKES and head != "operations":
            return _literal("what the attack falls on")
        return _associative(f"a party, behind {before!r}")
    if before in ("between", "among") and acts:
        around = {head, _word(scan, at - 2)}
        if around & {"border", "frontier", "road", "area", "corridor", "region", "lies"}:
            return _literal("one end of what lies between")
        return _associative("one of the parties named")
    if before == "of":
        if head in _PARTS or head in COMPASS_WORDS:
            return _literal(f"of the {head}")
        if head in _WORDS_SENT or head in ("support", "accused", "part"):
            return (
                _associative("whose it is") if acts and head != "part" else _literal("a part of it")
            )
    return None


def _second_of_two(scan: Scan, at: int, *, acts: bool) -> Use | None:
    """Give the second of "Israel and Iran" the usage of the first where that is plain."""
    first = at - 1
    while _is_name(scan, first - 1):
        first -= 1
    before, head = _word(scan, first - 1), _word(scan, first - 2)
    if before in _WHERE or before in ("from", "to"):
        return _literal(f"stands behind {before!r}")
    if before in ("between", "with", "by", "against") and acts:
        if head == "road" or _is_border(head, _word(scan, first - 3)):
            return _literal("one end of what lies between")
        return _associative("one of the parties named")
    return None


def _is_border(word: str, before: str) -> bool:
    return word in _BORDERS or (word in ("area", "region", "zone") and before in _BORDERS)


_BORDERS = _set("border borders frontier frontiers crossing crossings")
_MOVED = _set(
    "flew flown flies flying travelled traveled travels travelling traveling came arrived returned "
    "drove driven sailed set departed walked moved fled"
)


def _subject(near: _Near) -> Use | None:
    """Read "Moscow on Tuesday said", "Russia launched", "Ukraine was hit"."""
    scan, first, last, acts = near
    at = last + 1
    if _word(scan, at) == "and" and _is_name(scan, at + 1):
        at += 2
        while _is_name(scan, at):
            at += 1
    elif _word(scan, at) == ",":
        at = (_behind_list(scan, at) if acts else 0) or _behind_insertion(scan, at)
    steps = 0
    while steps < 4 and (
        _word(scan, at) in _TIME and _word(scan, at) not in ("has", "have", "had")
    ):
        at += 1
        steps += 1
    verb, after = _word(scan, at), _word(scan, at + 1)
    if at >= len(scan.words) or scan.shapes[at] != LOWER:
        return None
    if verb in _STATIVE:
        nxt = _word(scan, at + 2) if after in _TIME else after
        if nxt in (
            "been",
            "also",
            "not",
            "now",
            "partly",
            "largely",
            "again",
            "repeatedly",
            "being",
            "still",
            "never",
            "under",
            "twice",
            "once",
        ):
            nxt = _word(scan, at + 2) if nxt != "under" else nxt
        if verb in ("came", "comes", "lies", "sits", "stands", "remains", "remained", "borders"):
            return _literal("what is said tells of the place")
        if verb in ("has", "have", "had") and acts and nxt not in _PASSED_ON:
            return _associative("acts, as a government does")
        if (
            verb in ("is", "are", "was", "were")
            and acts
            and (
                nxt.endswith("ing")
                or nxt
                in (
                    "ready",
                    "not",
                    "willing",
                    "expected",
                    "likely",
                    "unlikely",
                    "to",
                    "trying",
                    "prepared",
                    "responsible",
                    "committed",
                    "convinced",
                    "right",
                    "wrong",
                    "reported",
                    "accused",
                    "blamed",
                    "forced",
                    "concerned",
                    "worried",
                    "open",
                    "keen",
                    "able",
                    "unable",
                    "behind",
                    "considering",
                    "believed",
                    "losing",
                    "winning",
                    "at",
                )
            )
        ):
            return _associative("acts, as a government does")
        if verb in ("suffered", "suffers") and acts:
            return _associative("suffers, as a nation does")
        return _literal("what is said tells of the place")
    if acts and (
        verb in AGENT_VERBS or (verb.endswith("ed") and verb not in ("located", "named", "called"))
    ):
        if verb.endswith("ing") and _word(scan, first - 1) in ("in", "at", "near"):
            return None
        return _associative(f"acts: {verb!r}")
    if (
        acts
        and verb in ("held", "hold")
        and _HELD_TALKS.intersection((after, _word(scan, at + 2), _word(scan, at + 3)))
    ):
        return _associative("one of the parties named")
    if acts and verb in ("to", "wo", "ca") and _opens_sentence(scan, first):
        return _associative("acts, as a government does")
    return None


def _behind_list(scan: Scan, comma: int) -> int:
    """Return the verb behind "London, Paris and Berlin urged", 0 where there is none."""
    at, ended = comma, False
    while at - comma < 12:
        word = _word(scan, at)
        if word == "and":
            ended = True
        elif word != "," and not _is_name(scan, at):
            break
        at += 1
    verb = _word(scan, at)
    acts = verb in AGENT_VERBS or (verb.endswith("ed") and verb not in _PASSED_ON)
    return at if ended and acts and _is_name(scan, at - 1) else 0


def _behind_insertion(scan: Scan, comma: int) -> int:
    """Return the word behind ", ... ," after a name, or the comma itself when it does not close."""
    at = comma + 1
    while at < len(scan.words) and at - comma < 14 and scan.shapes[at] != BREAK:
        if scan.words[at] == ",":
            return at + 1
        if scan.words[at] in ".!?;":
            return comma
        at += 1
    return comma


def _opens_sentence(scan: Scan, first: int) -> bool:
    return first == 0 or scan.shapes[first - 1] in (BREAK, SIGN)


def _object(near: _Near) -> Use | None:
    scan, first, _last, acts = near
    at = first - 1
    if _word(scan, at) == "the":
        at -= 1
    verb = _word(scan, at)
    if verb in _REACHED:
        return _literal(f"what is reached: {verb!r}")
    if acts and verb in _ADDRESSED:
        return _associative(f"who is addressed: {verb!r}")
    return None


def _is_heading(scan: Scan, first: int, last: int) -> bool:
    before = scan.shapes[first - 1] if first else BREAK
    after = scan.shapes[last + 1] if last + 1 < len(scan.words) else BREAK
    return before == BREAK and after == BREAK
