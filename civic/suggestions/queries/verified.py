"""Who counts as a person when suggestions are supported: known by one keyed digest, and by nothing else."""

from dataclasses import dataclass
from datetime import datetime

from civic.accounts.models import Person
from civic.accounts.queries import has_confirmed_contact
from civic.cases.models import Case, Support
from civic.cases.queries import Viewer, digest_of
from civic.suggestions.models import Swarm
from civic.suggestions.rules.swarms import Finding


@dataclass(frozen=True)
class Backer:
    """Somebody who was made sure of: the digest she is counted by, her account where she has one, and since when she is
    known."""

    who: str
    viewer: Viewer
    person: Person | None = None
    since: datetime | None = None
    network: str = ""
    sheet: int | None = None  # whose code she holds, for whoever comes with paper


def backer_of(viewer: Viewer, *, network: str = "") -> Backer | None:
    """Whoever asks, if she signed in with a contact that she has confirmed; else None. One query."""
    person = viewer.person
    if person is None or not has_confirmed_contact(person):
        return None
    return Backer(who_is(person), viewer, person, person.joined_at, network)


def who_is(person: Person) -> str:
    """The digest an account is counted by."""
    return digest_of(f"person:{person.pk}")


def holder_of(code: str, viewer: Viewer, *, network: str = "") -> Backer:
    """Whoever holds a code on paper: a person without a name, told from others by a digest of the code itself. The one
    kept of the code on its sheet is another, so neither leads to the other."""
    return Backer(digest_of(f"paper:{code}"), viewer, network=network)


def doubts_about(case: Case) -> list[Swarm]:
    """What somebody found who looked at its support and doubted it; no query where nobody did."""
    if not getattr(case, "is_doubted", True):
        return []
    return list(Swarm.objects.filter(case=case, finding=Finding.DOUBTFUL).order_by("pk"))


def stands_behind(case: Case, viewer: Viewer) -> bool:
    """Is she counted already? A stranger costs no query."""
    if viewer.person is None:
        return False
    return Support.objects.filter(case=case, who=who_is(viewer.person)).exists()
