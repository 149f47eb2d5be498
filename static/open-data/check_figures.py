"""Do the sums of a city's scores again, from its open files alone.

    python3 check_figures.py https://city.example 2026-10

Fetches the cases and the counts of the month and what the pages show, counts every case again, and says where a
published number is another one. Needs nothing but Python 3.9.
"""

import csv
import io
import sys
import urllib.request
from collections import defaultdict

DONE = ("in_time", "responded", "sent_back", "reopened", "came_back", "without_action", "deferred")
STARS = ("result", "attitude", "speed")
FEW = 10


def rows_of(text):
    """The rows of a file as dictionaries."""
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def count_cases(cases):
    """Counts by office, area and language, from one line a case."""
    counts = defaultdict(lambda: defaultdict(int))
    for case in cases:
        here = counts[(case["office"], case["area"], case["area_path"], case["language"])]
        here["due"] += 1
        here["not_public"] += 1 - int(case["public"])
        for name in DONE:
            here[name] += int(case[name])
        if case["asked"] != "1":
            continue
        heard = counts[(case["answered_by"], case["area"], case["area_path"], case["language"])]
        heard["asked"] += 1
        heard["put_right"] += int(case["put_right"])
        if case["solved"]:
            heard[case["solved"]] += 1
        for name in STARS:
            if case[name]:
                heard[name] += 1
                heard[name + "_good"] += int(case[name]) >= 4
    return counts


def rates_of(one):
    """Every published rate of some counts: numerator, denominator, and how many stand behind it."""
    said = one["yes"] + one["partly"] + one["no"]
    rates = {
        "in_time": (one["in_time"], one["due"], one["due"]),
        "response": (one["responded"], one["due"], one["due"]),
        "sent_back": (one["sent_back"], one["due"], one["due"]),
        "reopened": (one["reopened"], one["due"], one["due"]),
        "came_back": (one["came_back"], one["due"], one["due"]),
        "answered_share": (said, one["asked"], said),
        "solved": (one["yes"], said, said),
        "put_right": (one["put_right"], one["no"], one["no"]),
    }
    for name in STARS:
        rates[name] = (one[name + "_good"], one[name], one[name])
    return rates


def percent(numerator, denominator, behind):
    """As it is printed: whole, 0 and 100 only where it is exactly so, none where fewer than ten stand behind it."""
    if behind < FEW or not denominator:
        return ""
    if numerator in (0, denominator):
        return str(100 * numerator // denominator)
    return str(min(99, max(1, (200 * numerator + denominator) // (2 * denominator))))


def wrong_counts(cases, figures):
    """Where the published counts are other ones than the cases say."""
    found, names = [], [name for name in figures[0] if name not in ("month", "office", "area", "area_path", "language")]
    counts, seen = count_cases(cases), set()
    for figure in figures:
        key = (figure["office"], figure["area"], figure["area_path"], figure["language"])
        seen.add(key)
        for name in names:
            if int(figure[name]) != counts[key][name]:
                found.append(f"{key} {name}: published {figure[name]}, counted {counts[key][name]}")
    found += [f"{key}: not published" for key, one in list(counts.items()) if key not in seen and any(one.values())]
    return found


def wrong_rates(cases, shown, unit):
    """Where a published percentage is another one than the cases say. `unit` names the row a case belongs to."""
    sums = defaultdict(lambda: defaultdict(int))
    for (office, _area, path, language), counts in count_cases(cases).items():
        for code in (unit(office, path, language), None):
            for name, value in counts.items():
                sums[code][name] += value
    found = []
    for row in shown:
        one = sums[None if row["by"] == "all" else row["code"]]
        for name, parts in rates_of(one).items():
            told = (row[name + "_numerator"], row[name + "_denominator"], row[name + "_percent"])
            if told != (str(parts[0]), str(parts[1]), percent(*parts)):
                found.append(f"{row['by']} {row['code']} {name}: published {told}, counted {parts}")
    return found


def district_of(_office, path, _language):
    """The second code of the path, below the city."""
    codes = [code for code in path.split("/") if code]
    return codes[1] if len(codes) > 1 else "none"


def office_of(office, _path, _language):
    """The office, or none."""
    return office or "none"


def fetch(url):
    """A file as text."""
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode("utf-8")


def main(city, month):
    """Fetch, count, compare."""
    cases = rows_of(fetch(f"{city}/open-data/cases/{month}.csv"))
    wrong = wrong_counts(cases, rows_of(fetch(f"{city}/open-data/figures/{month}.csv")))
    for by, unit in (("area", district_of), ("office", office_of)):
        wrong += wrong_rates(cases, rows_of(fetch(f"{city}/scores/table.csv?month={month}&by={by}")), unit)
    for line in wrong:
        print(line)
    print(f"{len(cases)} cases, {len(wrong)} numbers that do not agree.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/"), sys.argv[2]))
