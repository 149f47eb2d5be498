"""A city vote: 10,000 people (VOTES=…) vote one after the other through the act itself, then the box is sealed and
counted twice. It has a city of its own (DATA_DIR=…), which it fills anew.

More than SECONDS (60) for the votes is a failure.
"""

import os
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from django.db import connection  # noqa: E402

from civic.accounts.models import Person  # noqa: E402
from civic.ballots import actions as ballots  # noqa: E402
from civic.ballots.queries.voting import sheets_in  # noqa: E402
from civic.ballots.rules import GRACE, seal_of, tally  # noqa: E402
from tests.ballots.ground import CLOSES, WITHIN, opened  # noqa: E402
from tests.people import found_city  # noqa: E402
from tools.cities import empty_city  # noqa: E402

VOTES, SECONDS = int(os.environ.get("VOTES", "10000")), float(os.environ.get("SECONDS", "60"))
CANDIDATES = 20


def people(count: int) -> list[Person]:
    """So many residents who proved an address."""
    joined = WITHIN - timedelta(days=400)
    made = Person.objects.bulk_create(
        [Person(handle=f"voter-{n}", email=f"voter-{n}@example.com", joined_at=joined) for n in range(count)],
        batch_size=1000,
    )
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in made], batch_size=1000
    )
    return made


def main() -> None:
    """Fill, vote, count, and say how long it took."""
    empty_city()
    found_city()
    ballot, voters = opened(CANDIDATES), people(VOTES)
    began, spent = time.perf_counter(), time.process_time()
    for number, voter in enumerate(voters):
        chosen = {number % CANDIDATES + 1, number * 7 % CANDIDATES + 1}
        ballots.vote(ballot, by=voter, chosen=sorted(chosen), network=f"10.0.{number % 250}.1", at=WITHIN)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    print(f"{VOTES:,} votes, one after the other       wall {wall:6.1f} s   CPU {cpu:6.1f} s   ({connection.vendor})")
    began = time.perf_counter()
    ballots.count_due(at=CLOSES + GRACE)
    print(f"sealed, looked over and counted           wall {time.perf_counter() - began:6.1f} s")
    ballot.refresh_from_db()
    began, sheets = time.perf_counter(), sheets_in(ballot)
    again = tally(sheets, numbers=range(1, CANDIDATES + 1))
    print(f"counted again from the box                wall {time.perf_counter() - began:6.1f} s")
    published = dict(ballot.candidates.values_list("number", "votes"))
    if again != published or seal_of(sheets) != ballot.seal or ballot.papers != VOTES:
        sys.exit("the count is not the same again")
    if wall > SECONDS:
        sys.exit(f"{VOTES:,} votes took {wall:.0f} s, more than {SECONDS:.0f} s")


main()
