"""One operation erases a child everywhere: it reaches tables, search, files, messages and lists in one transaction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.dialogues import actions as dialogues
from civic.families.actions.standing import ask_task
from civic.families.queries.safety import is_looked_after, looked_after
from civic.families.rules import APPROVES
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Guardianship, RightsRequest
from civic.guardians.queries import children_held, children_of
from civic.guardians.queries.identities import age_of
from civic.guardians.rules import OWN_WORD_AGE, may_erase_at_once
from civic.juries import actions as juries
from civic.lib.refusals import Conflict, NotAllowed
from civic.search import actions as search
from civic.youth import actions as youth
from civic.youth.models import Entry
from civic.youth.queries.retention import children_to_unname

# the same words whatever the reason is: whoever is under suspicion does not learn here that she is
NOT_AT_ONCE = _(
    "Erasing cannot be undone, so somebody looks at it first where others have a word in it: the child itself from 14 "
    "on, another guardian, or a law that says something is kept. Withdraw at once what you agreed to, and ask for the "
    "erasure below; it is answered within 15 days."
)
LOOKED_AFTER = _(
    "A concern about this child is open, or something is withheld to protect it. Who it is does not go before that has "
    "ended. Refuse with the ground of evidence, or ask the family to wait."
)


@transaction.atomic
def erase_for_guardian(ward: Guardianship, *, at: datetime) -> None:
    """A guardian who alone answers for a child under 14 erases everything, at once; the door made sure that it is she.
    Raises NotAllowed once she ended to answer for it, where another has a word, and while somebody looks after the
    child's safety: then it is asked for."""
    if not ward.is_open(at):
        raise NotAllowed(_("Only a guardian who answers for this child today asks for it."))
    others = Guardianship.objects.filter(child=ward.child, ended_at__isnull=True).exclude(pk=ward.pk).count()
    if not may_erase_at_once(
        is_child=False, age=age_of(ward.child, at=at), other_guardians=others, own_word_age=OWN_WORD_AGE
    ) or is_looked_after(ward.child, at=at):
        raise NotAllowed(NOT_AT_ONCE)
    erase_child(ward.child, by=ward.person, side="guardian", at=at)


@transaction.atomic
def erase_for_child(entry: Entry, *, at: datetime) -> None:
    """A child of 14 or older erases everything about itself, at once. Raises NotAllowed for a younger one, and while
    somebody looks after its safety: it asks."""
    age = age_of(entry.child, at=at)
    at_once = may_erase_at_once(is_child=True, age=age, other_guardians=0, own_word_age=OWN_WORD_AGE)
    if not at_once or is_looked_after(entry.child, at=at):
        raise NotAllowed(_("Ask for it below: you get an answer, and your family hears of it."))
    erase_child(entry.child, by=None, side="child", at=at)


@transaction.atomic
def erase_on_request(request: RightsRequest, *, by: Person, words: str, at: datetime) -> RightsRequest:
    """Whoever is responsible does what a family asked for: answers the request and erases everything. Raises
    NotAllowed for a request of another sort, NotValid, Conflict while somebody looks after the child's safety."""
    ask_task(by, APPROVES, at=at)
    if request.right != "delete":
        raise NotAllowed(_("The family did not ask for this."))
    request = guardians.answer_right(request, by=by, outcome="done", words=words, at=at)
    erase_child(request.child, by=by, side="city", at=at)
    request.refresh_from_db()
    return request


@transaction.atomic
def erase_child(child: Child, *, by: Person | None, side: str, at: datetime) -> None:
    """Everything by which this child could be found or read goes; what stays is a log of acts without a name. Each
    app above the record of children gives its part; a second call does nothing. Raises Conflict while somebody looks
    after the child's safety: nobody finds a child in danger whose name is gone."""
    child = guardians.hold_child(child)  # before its entries, as everybody does who writes down a family's word
    if is_looked_after(child, at=at):
        raise Conflict(LOOKED_AFTER)
    juries.forget_child(child, at=at)
    dialogues.forget_child(child, at=at)
    youth.forget_child(child, at=at)
    guardians.forget_child(child, by=by, side=side, at=at)
    search.wash_out()


@transaction.atomic
def erase_due(*, at: datetime) -> int:
    """As the timetable says: identities of editions that are over for long enough, words of old requests, and what was
    held of guardians to protect a child. Returns how many children lost their names."""
    due = children_to_unname(at=at)
    kept = looked_after([child.pk for child in due], at=at)
    count = sum(guardians.erase_identity(child, at=at) for child in due if child.pk not in kept)
    guardians.tidy_requests(at=at)
    guardians.let_guardians_go(held=looked_after(children_held(), at=at))
    return count


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """A grown-up is forgotten: she answers for no child any more. While somebody looks after a child's safety, who
    answered for it lies sealed, and goes by itself when that has ended; whoever goes reads the same words either way.
    Raises NotAllowed for whoever stands in the city's record of children."""
    guardians.forget(person, held=looked_after(children_of(person), at=at), at=at)


@transaction.atomic
def correct_own_contact(ward: Guardianship, *, name: str, contact: str, at: datetime) -> Guardianship:
    """A guardian puts her own name and way to be reached right, at once. While somebody looks after the child's
    safety, what stood there before lies sealed until that has ended. Raises NotAllowed, NotValid."""
    is_held = is_looked_after(ward.child, at=at)
    return guardians.correct_own_contact(ward, name=name, contact=contact, is_held=is_held, at=at)
