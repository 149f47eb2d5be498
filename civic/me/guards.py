"""Who looks at their own page: the account, the codes shown, and the addresses that were proved."""

from dataclasses import replace

from django.http import HttpRequest

from civic.cases.guards import remember_contact, viewer_of
from civic.cases.queries import Viewer
from civic.following.queries import proved_hash


def own_viewer(request: HttpRequest) -> Viewer:
    """Whoever asks, by everything they proved.

    A resident signs in with a code that reached an address, so what was handed in with that address is theirs as well.
    """
    viewer = viewer_of(request)
    if viewer.contact_hash or viewer.person is None or viewer.person.is_staff:
        return viewer
    proved = proved_hash(viewer)
    if not proved:
        return viewer
    remember_contact(request, proved)
    return replace(viewer, contact_hash=proved)
