"""Count a city vote on proposals of children again, from its open files alone.

    python3 check_tally.py https://city.example/little-mayor/vote/KEY/

Fetches every paper and what was published, counts each paper again, reckons the seal, and says where a published
number is another one. Needs nothing but Python 3.9.
"""

import csv
import hashlib
import io
import sys
import urllib.request


def rows_of(text):
    """The rows of a file, the first one left out."""
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[1:]


def count(papers):
    """Votes by number: a paper counts once for each number on it."""
    votes = {}
    for _token, chosen in papers:
        for number in set(chosen.split()):
            votes[number] = votes.get(number, 0) + 1
    return votes


def seal_of(papers):
    """The digest of all papers, in the order of their tokens."""
    box = hashlib.sha256()
    for line in sorted(f"{token},{chosen}" for token, chosen in papers):
        box.update(line.encode() + b"\n")
    return box.hexdigest()


def faults(papers, published):
    """Where a published number is another one."""
    told, votes = dict(published), count(papers)
    found = []
    for name, value in published:
        if name == "papers" and int(value) != len(papers):
            found.append(f"{value} papers are published, {len(papers)} are in the box")
        elif name == "seal" and value != seal_of(papers):
            found.append("the seal is of another box")
        elif name.isdigit() and int(value) != votes.get(name, 0):
            found.append(f"number {name}: {value} published, {votes.get(name, 0)} counted")
    if "seal" not in told or "papers" not in told:
        found.append("the published file is not whole")
    if len({token for token, _chosen in papers}) != len(papers):
        found.append("a paper lies in the box twice")
    return found


def fetch(address):
    """What stands at an address."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode("utf-8")


def main():
    """Fetch, count, compare."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    base = sys.argv[1].rstrip("/") + "/"
    papers = [tuple(row) for row in rows_of(fetch(base + "papers.csv"))]
    published = [tuple(row) for row in rows_of(fetch(base + "counts.csv"))]
    found = faults(papers, published)
    if found:
        sys.exit("\n".join(found))
    print(f"{len(papers)} papers counted again: every published number is the same, and the seal holds.")


if __name__ == "__main__":
    main()
