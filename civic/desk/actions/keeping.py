"""What the desk keeps for its officers: saved views, and which lists left the house."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.desk.models import LONGEST_NAME, Claim, Export, Flag, KeptWords, SavedView
from civic.desk.rules import without_words
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices.models import Office
from civic.offices.queries import hand_of

MOST_VIEWS = 30


@transaction.atomic
def save_view(name: str, *, query: str, by: Person, office: Office | None = None, at: datetime) -> SavedView:
    """An officer keeps a way of looking at the list under a name; for an office of hers too, when she names one.

    Raises NotAllowed for an office she holds no post in, Taken where the name is hers already, NotValid without a name
    or beyond thirty views.
    """
    name = clean_line(name).strip()[:LONGEST_NAME]
    if not name:
        raise NotValid(fields={"name": _("Give the view a name, so that you find it again.")})
    Person.objects.select_for_update().get(pk=by.pk)  # her views become scarce: two savings at once count one by one
    own = SavedView.objects.filter(owner=by)
    if own.filter(name=name).exists():
        raise Taken(_("You have a view of this name already. Choose another name, or drop the old view first."))
    if own.count() >= MOST_VIEWS:
        raise NotValid(_("You keep thirty views, and more nobody finds again. Drop one first."))
    _check_sharing(by, office, at=at)
    return SavedView.objects.create(owner=by, name=name, query=query or "view=mine", office=office, saved_at=at)


@transaction.atomic
def share_view(view: SavedView, *, by: Person, office: Office | None, at: datetime) -> SavedView:
    """The officers of an office see a view too; without an office, only its owner sees it again. Raises NotAllowed for
    everybody but the owner, and for an office she holds no post in."""
    view = _own(view, by)
    _check_sharing(by, office, at=at)
    view.office = office
    view.save(update_fields=["office"])
    return view


@transaction.atomic
def drop_view(view: SavedView, *, by: Person, at: datetime) -> None:
    """A saved view goes, for its owner and for whomever it was shared with. Raises NotAllowed for everybody else."""
    _own(view, by).delete()


def _own(view: SavedView, by: Person) -> SavedView:
    kept = SavedView.objects.select_for_update().filter(pk=view.pk).first()
    if kept is None:
        raise Conflict(_("This view has been dropped in the meantime."))
    if kept.owner_id != by.pk:
        raise NotAllowed(_("This view belongs to a colleague. Only its owner changes or drops it."))
    return kept


def _check_sharing(by: Person, office: Office | None, *, at: datetime) -> None:
    if office is None:
        return
    officer = hand_of(by, on=localdate(at))
    if officer is None or office.pk not in officer.office_ids:
        raise NotAllowed(_("You hold no post in this office, so you cannot share a view with it."))


def note_export(query: str, *, by: Person, at: datetime) -> Export:
    """Somebody takes a list out of the house: who, which view and filters, when. What was searched for is not kept,
    since it may be the name of a resident."""
    return Export.objects.create(by=by, query=without_words(query) or "view=all", at=at)


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """A person is erased: her saved views and claims go, her own flags, and what she was typing. Which lists she took
    out stays an act in office."""
    KeptWords.objects.filter(person=person).delete()
    SavedView.objects.filter(owner=person).delete()
    Flag.objects.filter(by=person, office__isnull=True).delete()
    Claim.objects.filter(by=person).delete()
