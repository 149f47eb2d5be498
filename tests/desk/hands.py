"""The hand of one of the cast, as the desk asks for it."""

from civic.accounts.models import Person
from civic.cases.queries import Viewer
from civic.offices.queries import OfficerHand, hand_of
from tests.people import SINCE


def officer_of(person: Person) -> OfficerHand:
    """Her hand on the first day of the cast's posts."""
    officer = hand_of(person, on=SINCE)
    assert officer is not None
    return officer


def viewer_of(person: Person) -> Viewer:
    """Her, as she asks the desk."""
    return Viewer(person=person, officer=hand_of(person, on=SINCE))
