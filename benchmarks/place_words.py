"""Build the word tables of the place recogniser: plain words, given names, family names.

    python benchmarks/place_words.py CORPORA NAMES

CORPORA is a folder of evaluation corpora (lgl.xml, TR-News.xml, event_location_dev.json, ner/);
NAMES the folder of the PyPI package ``names`` (name counts of the US census of 1990, public
domain). Names of the countries in the news are in NEWS_NAMES below, written by hand.
"""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parents[1] / "src" / "geomap" / "places" / "data"

NEWS_NAMES = """
volodymyr vladimir oleksandr alexander aleksandr ihor igor oleh oleg serhiy sergei sergey sergii
andriy andrei andrey mykola nikolai mykhailo mikhail dmytro dmitry dmitri yuri yuriy vitaliy vitali
vitaly vasyl vasily petro pyotr pavlo pavel ivan viktor victor valeriy valery vyacheslav viacheslav
yevhen yevgeny evgeny anatoliy anatoly bohdan bogdan taras ostap roman rostyslav ruslan maksym maxim
denys denis kyrylo kirill artem artyom stanislav yaroslav oksana olena elena olha olga natalia
nataliya iryna irina kateryna ekaterina yulia yuliya tetiana tatyana svitlana svetlana lyudmyla
lyudmila maria mariia anastasia anna valentyna valentina halyna galina larysa larisa viktoria
alexei alexey aleksei arkady boris konstantin leonid gennady grigory ramzan yevgeni sergiy kaja
mohammad mohammed muhammad mohamed ahmad ahmed ali hassan hasan hussein hossein husain hussain
mahmoud mahmud mustafa mostafa ibrahim ismail ismael yousef yusuf youssef yasser omar umar othman
abdul abdullah abdallah abdel abdulrahman khalid khaled walid waleed tariq tarek faisal fahd salman
saeed said saad samir samer nasser nasir jamal gamal karim kareem rashid rasheed hamid hamed hadi
mahdi mehdi reza javad qassem qasem ghasem esmail ebrahim akbar asghar bashar hafez rami nabil
nabih najib saddam uday qusay muammar moammar anwar hosni zine ziad ziyad marwan mazen maher fadi
fatima zainab zeinab aisha khadija maryam leila layla yasmin amina samira nadia hanan huda
benjamin binyamin ehud ariel shimon yitzhak moshe avi avigdor naftali yair yoav eyal gadi tzipi
itamar bezalel menachem shlomo yaakov chaim haim dov uri golda
recep tayyip abdullah ahmet mehmet mustafa kemal hakan hulusi suleyman devlet selahattin
xi jinping hu jintao li keqiang wang zhang liu chen yang zhao wu zhou jong kim moon shinzo taro
junichiro narendra manmohan rahul sonia imran nawaz pervez asif bilawal shehbaz hamid ashraf
emmanuel nicolas francois jacques angela olaf gerhard helmut boris keir rishi theresa gordon tony
silvio giorgia matteo mario luigi pedro mariano jose luis carlos juan jorge hugo nicolas evo dilma
jair luiz inacio fidel raul che donald joe barack hillary bill george kamala jd antony lloyd jake
ursula jens mark josep charles viktor andrzej donald mateusz jaroslaw lech recep aleksandar slobodan
ratko radovan alija franjo nikola ilham heydar nikol serzh mikheil salome eduard bidzina kassym
nursultan gurbanguly islam emomali kofi ban antonio
"""


def texts(corpora: Path) -> list[str]:
    """Return all texts of the corpora."""
    found = [
        article.findtext("text") or ""
        for name in ("lgl.xml", "TR-News.xml")
        for article in ET.parse(corpora / name).getroot()  # noqa: S314 - local corpora
    ]
    rows = json.loads((corpora / "event_location_dev.json").read_text("utf-8"))
    found += [row["text"] for row in rows]
    for path in sorted((corpora / "ner").iterdir()):
        lines = path.read_text("utf-8").splitlines()
        found.append(" ".join(line.split()[0] if line.strip() else "\n" for line in lines))
    return found


def plain_words(corpora: Path) -> tuple[list[str], list[str]]:
    """Return words written small more often than with a capital, and those at least at times."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts(corpora):
        for match in re.finditer(r"(?<![.!?\"“\n]\s)(?<!^)\b[^\W\d_]+\b", text):
            word = match.group()
            if word.islower():
                small[word] += 1
            elif word[0].isupper():
                large[word.lower()] += 1
    words = [w for w, n in small.items() if n >= 2 and len(w) > 1]
    mostly = sorted(w for w in words if small[w] >= large[w])
    at_times = sorted(w for w in words if large[w] > small[w] >= max(3, 0.1 * large[w]))
    return mostly, at_times


def census(path: Path, count: int) -> list[str]:
    """Return the ``count`` most frequent names of a census file."""
    return [line.split()[0].lower() for line in path.read_text("utf-8").splitlines()[:count]]


def main() -> None:
    """Write the tables."""
    corpora, names = Path(sys.argv[1]), Path(sys.argv[2])
    given = {
        *census(names / "dist.female.first", 1500),
        *census(names / "dist.male.first", 1200),
        *NEWS_NAMES.split(),
    }
    mostly, at_times = plain_words(corpora)
    tables = {
        "common_words.txt": mostly,
        "part_words.txt": at_times,
        "first_names.txt": sorted(given),
        "surnames.txt": sorted(census(names / "dist.all.last", 8000)),
    }
    for name, words in tables.items():
        (DATA / name).write_text("\n".join(words) + "\n", "utf-8")
        print(f"{name}: {len(words)} words")


if __name__ == "__main__":
    main()
