#!/usr/bin/python3
"""Makes src/main/resources/consimt/hours/places.txt from python-phonenumbers (Debian: python3-phonenumbers) and tzdata.

    /usr/bin/python3 src/build/python/make-places.py

An area code tells its state or province, and the state has the zones of a list below: the library names one zone for area
codes that lie in two. A country has the zones of zone.tab. Of zones with the same clock in the next years one is kept.
"""

import re
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers.geodata import GEOCODE_DATA

FILE = Path(__file__).parents[2] / "main/resources/consimt/hours/places.txt"
ZONES = Path("/usr/share/zoneinfo")
VERSION = (ZONES / "tzdata.zi").read_text().split("\n", 1)[0].split()[-1]

HEAD = f"""\
# Where a phone number may be: a country (ISO 3166-1), a state of the US or a province of Canada (ISO 3166-2), all its time
# zones, and what its numbers begin with. A number belongs to all lines with its longest beginning. From python-phonenumbers
# {phonenumbers.__version__} (Apache-2.0, the libphonenumber authors) and tzdata {VERSION} (public domain).
# After a new version of one: /usr/bin/python3 src/build/python/make-places.py
"""

# Looked up in December 2026: 49 CFR part 71 for the US; tzdata for Canada. Short names of zones of North America.
STATES = {
    "Chicago": "AL AR IL IA LA MN MS MO OK WI",
    "New_York": "CT DE DC GA ME MD MA NH NJ NY NC OH PA RI SC VT VA WV",
    "Denver": "CO MT NM UT WY",
    "Los_Angeles": "CA WA",
    "New_York Chicago": "FL IN KY MI TN",
    "Chicago Denver": "KS NE ND SD TX",
    "Los_Angeles Denver": "ID NV OR",
    # The Navajo Nation changes its clocks.
    "Phoenix Denver": "AZ",
    "Anchorage Adak": "AK",
}
PROVINCES = {
    "Edmonton": "AB NT",
    "Vancouver Edmonton Phoenix": "BC",
    "Winnipeg": "MB",
    "Moncton": "NB",
    "St_Johns Goose_Bay": "NL",
    "Halifax": "NS PE",
    "Iqaluit Rankin_Inlet Cambridge_Bay Panama": "NU",
    "Toronto Winnipeg Panama": "ON",
    "Toronto Halifax Puerto_Rico": "QC",
    "Regina Edmonton": "SK",
    "Whitehorse": "YT",
}
NAMES = dict(
    part.split(":")
    for part in (
        "Alabama:US-AL|Alaska:US-AK|Arizona:US-AZ|Arkansas:US-AR|California:US-CA|Colorado:US-CO|Connecticut:US-CT"
        "|Delaware:US-DE|Washington D.C.:US-DC|Florida:US-FL|Georgia:US-GA|Hawaii:US-HI|Idaho:US-ID|Illinois:US-IL"
        "|Indiana:US-IN|Iowa:US-IA|Kansas:US-KS|Kentucky:US-KY|Louisiana:US-LA|Maine:US-ME|Maryland:US-MD"
        "|Massachusetts:US-MA|Michigan:US-MI|Minnesota:US-MN|Mississippi:US-MS|Missouri:US-MO|Montana:US-MT"
        "|Nebraska:US-NE|Nevada:US-NV|New Hampshire:US-NH|New Jersey:US-NJ|New Mexico:US-NM|New York:US-NY"
        "|North Carolina:US-NC|North Dakota:US-ND|Ohio:US-OH|Oklahoma:US-OK|Oregon:US-OR|Pennsylvania:US-PA"
        "|Rhode Island:US-RI|South Carolina:US-SC|South Dakota:US-SD|Tennessee:US-TN|Texas:US-TX|Utah:US-UT"
        "|Vermont:US-VT|Virginia:US-VA|Washington State:US-WA|West Virginia:US-WV|Wisconsin:US-WI|Wyoming:US-WY"
        "|New York, NY:US-NY|Chicago, IL:US-IL|San Antonio, TX:US-TX|Los Angeles, CA:US-CA|Philadelphia:US-PA"
        "|Alberta:CA-AB|British Columbia:CA-BC|Manitoba:CA-MB|New Brunswick:CA-NB|Newfoundland and Labrador:CA-NL"
        "|Northwest Territories/Nunavut/Yukon:CA-NT CA-NU CA-YT|Nova Scotia/Prince Edward Island:CA-NS CA-PE"
        "|Ontario:CA-ON|Quebec:CA-QC|Montreal, QC:CA-QC|Saskatchewan:CA-SK"
    ).split("|")
)

# Kosovo has no code of ISO 3166 and is not in zone.tab. Ascension and Tristan da Cunha belong to Saint Helena.
OTHER_ZONES = {"XK": ["Europe/Belgrade"]}
OTHER_COUNTRIES = {"AC": "SH", "TA": "SH"}


def clock(zone):
    start = datetime(2026, 1, 1, tzinfo=timezone.utc)
    its = ZoneInfo(zone)
    return tuple((start + timedelta(hours=6 * step)).astimezone(its).utcoffset() for step in range(4 * 365 * 3))


def different(zones):
    kept = {}
    for zone in zones:
        kept.setdefault(clock(zone), zone)
    return list(kept.values())


def places():
    zones = dict(OTHER_ZONES)
    for row in (ZONES / "zone.tab").read_text().splitlines():
        if not row.startswith("#"):
            country, _, zone = row.split("\t")[:3]
            zones.setdefault(country, []).append(zone)
    zones = {country: different(its) for country, its in zones.items()}
    for country, parts in (("US", STATES), ("CA", PROVINCES)):
        for its, codes in parts.items():
            zones.update({f"{country}-{code}": ["America/" + zone for zone in its.split()] for code in codes.split()})
    zones["US-HI"] = ["Pacific/Honolulu"]
    return zones


# By the beginning of a number. Where an area code has no name itself, its towns have, as in "Stamford, CT".
NAMED = {begin: names["en"] for begin, names in GEOCODE_DATA.items() if begin[0] == "1" and "en" in names}


def beginnings():
    found = {}
    for code, countries in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        for country in countries:
            if country != "001":
                found.setdefault(OTHER_COUNTRIES.get(country, country), set()).add(str(code))
    for area in map(str, range(200, 1000)):
        places = {place for begin, place in NAMED.items() if begin == "1" + area} or {
            place.split(", ")[-1] for begin, place in NAMED.items() if begin.startswith("1" + area)
        }
        for country in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[1]:
            own = phonenumbers.PhoneMetadata.metadata_for_region(country).leading_digits
            if own and re.fullmatch(own, area):
                found[country].add("1" + area)
        for region in {code for place in places for code in NAMES.get(place, f"US-{place}").split()}:
            found.setdefault(region, set()).add("1" + area)
    return found


def main():
    zones, begins = places(), beginnings()
    lines = [
        " ".join([place, *its, *("+" + begin for begin in sorted(begins.get(place, ())))]) + "\n"
        for place, its in sorted(zones.items())
    ]
    FILE.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
