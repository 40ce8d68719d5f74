#!/usr/bin/python3
"""Makes src/main/resources/consimt/hours/holidays.txt from python-holidays (Debian: python3-holidays).

    /usr/bin/python3 src/build/python/make-holidays.py

The table takes the public holidays of whole countries. A day that is wrongly free lets a person wait longer, and a day
that is wrongly worked lets nobody wait. So each day on which sources disagree is left out. What is left out, and why, is
in this file. Names are those of python-holidays in English.
"""

import datetime
import re
import sys
import warnings
from pathlib import Path

import holidays

FILE = Path(__file__).parents[2] / "main/resources/consimt/hours/holidays.txt"

# The year before the first release, and the last one that tables of feasts reach.
YEARS = range(2025, 2046)

HEAD = f"""\
# The public holidays of each country (ISO 3166-1): a line for those of the same date in all years, one for each year's
# others. All are from python-holidays {holidays.__version__} (MIT, Vacanza Team and individual contributors), without those that other
# calendars deny. After a new version of it: /usr/bin/python3 src/build/python/make-holidays.py
"""

# Countries that get no line: only 2025 is known of Sri Lanka, and nobody lives in the others.
UNKNOWN = {"LK", "TF", "UM"}

# Countries whose other holidays belong to some states, to some religions, or to public offices only.
ONLY = {
    "EC": r"(New Year's Day|Carnival|Good Friday|Christmas Day)$",
    "IN": "Republic Day|Independence Day|Gandhi Jayanti",
}

# Days that a government gives for once, elections, and days that are worked for on another day.
NOWHERE = re.compile(r"Day off|Bridge|Temporary|Election|election|Change of Federal Government")

# Countries where sources disagree whether a holiday that falls on a weekend is moved, or that one source only knows.
NOT_MOVED = set(
    "AF AG AL AO AS AZ BB BF BI BN BS BW BZ CM CN CU DJ EC FJ GH GR GU JO KG KH KN KW KZ LA LC MC MH MO MP MR MV MW"
    " NA NG OM PG PR PW QA RS SA SC SL TD TH TL TO TV TW VA VI VN VU WS ZM ZW".split()
)

# Feasts of a moon that must be seen. They may come a day earlier or later than was reckoned.
SEEN = re.compile(
    r"Eid|Hari Raya|Ramadan|Ramazan|Islam|Muslim|Prophet|Mawlid|Mi'raj|Ashura|Arafa|Hijri|Quran|Qur'an|Deepavali|Diwali"
    r"|Vesak|Buddha"
)

# The Chinese calendar is reckoned and is not seen, so its feasts are certain.
RECKONED = re.compile(r"Chinese|Lunar New Year|Dragon Boat|Mid-Autumn|Tomb-Sweeping|Buddha's Birthday")

# Countries where sources disagree how many days a feast of the moon lasts.
LENGTH_UNKNOWN = {"BH", "DZ", "SA", "TN"}

# Days that sources deny, and days of a region, of banks or of public offices. A pattern is searched in "YYYY-MM-DD name".
NOT = {
    "AD": "Carnival",
    "AE": "2025-06",
    "AG": "Labou?r Day|Carnival",
    "AL": "Mother Teresa|Alphabet",
    "AO": "Southern Africa",
    "AR": "Maundy Thursday",
    "AS": "Manu'a",
    "AZ": "Martyrs|Spring Festival|Victory Day|Solidarity",
    "BA": "Orthodox",
    "BF": "Martyrs",
    "BI": "Nkurunziza",
    "BN": "Armed Forces",
    "BO": "Dignity",
    "BS": "National Heroes",
    "BW": "Holiday",
    "BY": "01-02",
    "CA": r"(Christmas|New Year's) Day \(observed",
    "CU": "New Year's Eve",
    # Whit Monday is free in public offices.
    "CY": "Whit Monday",
    "DJ": "Independence Day Holiday",
    "DM": "Labou?r Day",
    "DO": "Restoration|Constitution",
    # Easter is a Sunday, a working day there.
    "EG": "01-01|Easter",
    "ET": "Christmas|Epiphany|New Year|True Cross|Patriots",
    # The eves are free by agreement, not by law. So are those of Sweden.
    "FI": "Eve",
    "FJ": "Girmit|Sukuna",
    "GA": "Ascension",
    "GT": "Assumption|Army",
    "GU": "Washington|Good Friday",
    "HN": "Morazan",
    "ID": "Silence",
    "IM": "TT Bank",
    "IR": "Last Day of Year",
    "KN": "Culturama",
    "KZ": "Constitution|Nowruz",
    "LI": "Joseph|Candlemas",
    "MA": "Amazigh",
    "MC": "Immaculate",
    "ME": "Njegos",
    "MG": "Republic",
    "MW": "Boxing",
    "MY": r"Chinese New Year \(observed",
    "NA": "Namibian Women",
    "NI": "Mother",
    # Free at most businesses every fifth year only.
    "NL": "Liberation",
    # Special days, on which work may go on.
    "PH": "Chinese|Aquino|Saints|Immaculate|Christmas Eve|New Year's Eve",
    "PR": "Good Friday",
    "SE": "Eve",
    # Working days since 2025 and 2026.
    "SK": "Struggle|Victory|Sorrows",
    "SL": "05-01",
    "SM": "Eve",
    "SV": "Father|Mother",
    "TD": "Women",
    # Feasts of a lunar calendar of its own. May Day is not free in public offices.
    "TH": "Bucha|Buddhist|Labor",
    "TZ": "Zanzibar",
    "VA": "Eve|Election|Name Day",
    "VI": "12-26|Liberty",
    # The day beside the National Day is chosen year by year.
    "VN": "09-01|09-03|29 of|Fourth|Fifth",
    "VU": "Unity",
    "ZM": "Women",
    "ZW": "Mugabe|Defense",
}

MOVED = re.compile(r"\(.*(observed|in lieu)")


def named(country):
    """The names of each holiday, by day."""
    kind = getattr(holidays, country)
    language = "en_US" if "en_US" in getattr(kind, "supported_languages", ()) else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        days = holidays.country_holidays(country, years=YEARS, language=language)
    return {day: names.split("; ") for day, names in days.items() if day.year in YEARS}


def seen_names(days):
    """The names that are those of a reckoned feast in any year, without what is in brackets."""
    estimated = {bare(name) for names in days.values() for name in names if "estimated" in name}
    return lambda name: (bare(name) in estimated or SEEN.search(name)) and not RECKONED.search(name)


def bare(name):
    return re.sub(r" \(.*", "", name)


def kept(country):
    days = named(country)
    seen = seen_names(days)
    feast = {day for day, names in days.items() if any(seen(name) and not MOVED.search(name) for name in names)}
    return sorted(day for day, names in days.items() if any(keep(country, day, name, seen, feast) for name in names))


def keep(country, day, name, seen, feast):
    if NOWHERE.search(name) or MOVED.search(name) and country in NOT_MOVED:
        return False
    if country in ONLY and not re.match(ONLY[country], name):
        return False
    if country in NOT and re.search(NOT[country], f"{day} {name}"):
        return False
    return certain(day, feast) and country not in LENGTH_UNKNOWN and not MOVED.search(name) if seen(name) else True


def certain(day, feast):
    """A day within a feast is part of it too where the feast begins a day earlier or later."""
    step = datetime.timedelta(1)
    return day - step in feast and day + step in feast


def lines(country):
    days = kept(country)
    dates = {day.strftime("%m-%d") for day in days}
    always = {date for date in dates if sum(day.strftime("%m-%d") == date for day in days) == len(YEARS)}
    if always:
        yield line(f"{country} {YEARS[0]}-{YEARS[-1]}", always)
    for year in YEARS:
        others = {day.strftime("%m-%d") for day in days if day.year == year} - always
        if others:
            yield line(f"{country} {year}", others)


def line(begin, dates):
    return " ".join([begin, *sorted(dates)]) + "\n"


def main():
    supported = holidays.list_supported_countries()
    countries = sorted(code for code in supported if len(code) == 2 and code != "UK" and code not in UNKNOWN)
    FILE.write_text(HEAD + "".join(text for country in countries for text in lines(country)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
