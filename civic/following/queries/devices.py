"""On which devices somebody is told things, and whether this one may be."""

from dataclasses import dataclass

from civic.cases.actions import contact_hashes
from civic.cases.queries import Viewer
from civic.notices.models import Device, browser_hash
from civic.notices.queries import devices_of, push_key


@dataclass(frozen=True)
class ShownDevice:
    """A device as a list shows it, and whether it is the one in hand."""

    device: Device
    is_here: bool


def offer_to(viewer: Viewer) -> str:
    """The key under which this reader may be told on her device; empty where the city sends nothing to devices, and for
    staff, on whose devices nothing of a resident is kept."""
    return "" if viewer.person is not None and viewer.person.is_staff else push_key()


def devices_for(viewer: Viewer) -> list[Device]:
    """The devices on which this person is told things, this browser among them."""
    return devices_of(person=viewer.person, contact_hashes=[proved_hash(viewer)], browser=viewer.browser)


def devices_shown(viewer: Viewer) -> list[ShownDevice]:
    """The devices of this person, the one in hand first, for as long as the city sends to devices; one query."""
    if not push_key():
        return []
    seen = browser_hash(viewer.browser) if viewer.browser else ""
    found = [ShownDevice(one, is_here=one.browser_hash == seen) for one in devices_for(viewer)]
    return sorted(found, key=lambda one: not one.is_here)


def proved_hash(viewer: Viewer) -> str:
    """The hash of an address this person proved: by a link, or because a resident signs in with a code sent there."""
    if viewer.contact_hash or viewer.person is None or viewer.person.is_staff:
        return viewer.contact_hash
    person = viewer.person
    hashes = contact_hashes(person.email, person.phone if person.phone_is_verified else "")
    return hashes[0] if hashes else ""
