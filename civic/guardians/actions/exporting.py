"""Names of several children leave the house: two others approve, each child's log says so, and no file stays."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.holding import ask_checked, said
from civic.guardians.actions.lines import write_child_line
from civic.guardians.actions.opening import LONGEST, SAY_WHY
from civic.guardians.actions.writing_to import is_reached, letter_to
from civic.guardians.models import Child, Export, ExportApproval, Guardianship, Withholding
from civic.guardians.queries.identities import Known, known_of_many
from civic.guardians.rules import EXPORT_FOR, HIDEABLE, MOST_EXPORTED, OpeningPurpose, may_export
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.notices import actions as notices

VERB = "children-taken"


@transaction.atomic
def ask_export(children: Iterable[Child], *, by: Person, purpose: str, words: str, at: datetime) -> Export:
    """Somebody asks for the names of several children at once. Raises NotAllowed without a check that holds,
    NotValid for none, too many, or no reason."""
    ask_checked(by, at=at)
    if purpose not in OpeningPurpose.values:
        raise NotValid(fields={"purpose": _("Choose what you need it for.")})
    reason = said(words, name="words", longest=LONGEST, missing=SAY_WHY)
    keys = [child.pk for child in children]
    known = list(Child.objects.known().filter(pk__in=keys, identity__erased_at__isnull=True).order_by("pk"))
    if not 1 <= len(known) <= MOST_EXPORTED:
        told = _("Choose 1 to %(most)d children whose names are still kept.") % {"most": MOST_EXPORTED}
        raise NotValid(fields={"": told})
    export = Export.objects.create(purpose=purpose, words=reason, asked_by=by, asked_at=at)
    export.children.set(known)
    return export


@transaction.atomic
def approve_export(export: Export, *, by: Person, at: datetime) -> Export:
    """One of two others approves; with the second it may be fetched, within three days. Raises NotAllowed for whoever
    asked, Taken for whoever approved before, Conflict once refused or fetched."""
    ask_checked(by, at=at)
    export = _standing(export)
    if export.asked_by_id == by.pk:
        raise NotAllowed(_("Two others approve this: nobody takes names along alone."))
    if export.until is not None:
        raise Conflict(_("Two have approved this already."))
    if export.approvals.filter(person=by).exists():
        raise Taken(_("You approved this already. A second person has to."))
    ExportApproval.objects.create(export=export, person=by, at=at)
    if may_export(export.approvals.values_list("person_id", flat=True), asker=export.asked_by_id):
        export.until = at + EXPORT_FOR
        export.save(update_fields=["until"])
    return export


@transaction.atomic
def refuse_export(export: Export, *, by: Person, words: str, at: datetime) -> Export:
    """Somebody else refuses it, with a reason; that ends it. Raises NotAllowed, NotValid, Conflict."""
    ask_checked(by, at=at)
    export = _standing(export)
    if export.asked_by_id == by.pk:
        raise NotAllowed(_("Two others approve this: nobody takes names along alone."))
    told = said(words, name="words", longest=LONGEST, missing=_("Say why not: whoever asked reads it."))
    export.refused_by, export.refused_at, export.refusal, export.until = by, at, told, None
    export.save(update_fields=["refused_by", "refused_at", "refusal", "until"])
    return export


@transaction.atomic
def fetch_export(export: Export, *, by: Person, at: datetime) -> list[Known]:
    """Whoever asked takes the list along, once; the families are told. What was erased meanwhile is not in it. Raises
    NotAllowed for anybody else and before two approved, TooLate, Conflict once fetched."""
    ask_checked(by, at=at)
    export = _standing(export)
    if export.asked_by_id != by.pk:
        raise NotAllowed(_("It opens to whoever asked, and to nobody else."))
    if export.until is None:
        raise NotAllowed(_("Two others have to approve this first."))
    if at >= export.until:
        raise TooLate(_("The days for this have passed. Ask again if you still need it."))
    children = list(export.children.select_for_update().filter(erased_at__isnull=True).order_by("pk"))
    for child in children:
        facts = {"export": export.pk, "purpose": export.purpose}
        write_child_line(child, verb="take-along", side="city", by=by, at=at, facts=facts)
    export.fetched_at = at
    export.save(update_fields=["fetched_at"])
    _tell_guardians(export, children, at=at)
    return known_of_many(children)


def _tell_guardians(export: Export, children: Iterable[Child], *, at: datetime) -> None:
    """Each guardian reads it on her page, and gets a message where one reaches her; not whoever is under suspicion."""
    wards = Guardianship.objects.filter(child__in=children, ended_at__isnull=True).select_related("person", "child")
    if export.purpose in HIDEABLE:
        running = Withholding.objects.filter(ended_at__isnull=True, until__gt=at)
        wards = wards.exclude(pk__in=running.values("guardianship"))
    told = {"why": export.words, "url": f"{settings.SITE_URL}/little-mayor/family/"}
    letters = [letter_to(ward, verb=VERB, context=told) for ward in wards.order_by("pk")]
    notices.queue_all([letter for letter in letters if is_reached(letter)], at=at)


def _standing(export: Export) -> Export:
    export = Export.objects.select_for_update().get(pk=export.pk)
    if export.refused_at is not None:
        raise Conflict(_("This was refused already."))
    if export.fetched_at is not None:
        raise Conflict(_("This list was taken along already."))
    return export
