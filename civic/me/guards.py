"""Who looks at their own page: the account, the codes shown, and the addresses that were proved."""

from dataclasses import replace

from django.http import HttpRequest

from civic.accounts.models import Person
from civic.cases.actions import contact_hashes
from civic.cases.guards import remember_contact, viewer_of
from civic.cases.queries import Viewer


def own_viewer(request: HttpRequest) -> Viewer:
    """Whoever asks, by everything they proved.

    A resident signs in with a code that reached an address, so what was handed in with that address is theirs as well.
    """
    viewer = viewer_of(request)
    if viewer.contact_hash or viewer.person is None or viewer.person.is_staff:
        return viewer
    proved = _proved_hash(viewer.person)
    if not proved:
        return viewer
    remember_contact(request, proved)
    return replace(viewer, contact_hash=proved)


def _proved_hash(person: Person) -> str:
    hashes = contact_hashes(person.email, person.phone if person.phone_is_verified else "")
    return hashes[0] if hashes else ""
