"""Codes on paper: a sheet of ten, each good once, for officers who have no phone or key of their own."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person, PrintedCode, PrintedSheet
from civic.accounts.rules import SHEET_CODES, new_printed_code, printed_digest, read_printed_code
from civic.lib.refusals import Conflict, NotAllowed


@transaction.atomic
def print_sheet(person: Person, *, at: datetime) -> list[str]:
    """A new sheet for oneself; the one before ends. The codes are told this once. Refused for residents (NotAllowed):
    the door has asked for the second factor before."""
    _check_staff(person)
    _hold(person)
    _end(person, at=at)
    sheet = PrintedSheet.objects.create(person=person, asked_by=person, asked_at=at, made_by=person, made_at=at)
    return _codes(sheet)


@transaction.atomic
def ask_for_sheet(person: Person, *, by: Person, at: datetime) -> PrintedSheet:
    """An administrator asks for a sheet for somebody else; another administrator has to hand it out.

    Refused for whoever is no administrator, and for oneself (NotAllowed); while one is asked for already (Conflict).
    """
    _check_administrator(person, by)
    _check_staff(person)
    _hold(person)
    if PrintedSheet.objects.filter(person=person, made_at__isnull=True, ended_at__isnull=True).exists():
        raise Conflict(_("A sheet is asked for already. Another administrator has to hand it out."))
    return PrintedSheet.objects.create(person=person, asked_by=by, asked_at=at)


@transaction.atomic
def hand_out_sheet(sheet: PrintedSheet, *, by: Person, at: datetime) -> list[str]:
    """A second administrator hands out the sheet that another one asked for; the codes are told this once, and what the
    person had before ends. Refused for whoever asked for it (NotAllowed), and once it was handed out (Conflict)."""
    sheet = PrintedSheet.objects.select_related("person").select_for_update(of=("self",)).get(pk=sheet.pk)
    _check_administrator(sheet.person, by)
    if sheet.asked_by_id == by.pk:
        raise NotAllowed(_("You asked for this sheet. Another administrator has to hand it out."))
    if sheet.made_at is not None or sheet.ended_at is not None:
        raise Conflict(_("This sheet has been handed out already."))
    _hold(sheet.person)
    _end(sheet.person, at=at)
    PrintedSheet.objects.filter(pk=sheet.pk).update(made_by=by, made_at=at)
    return _codes(sheet)


def use_printed_code(person: Person, typed: str, *, at: datetime) -> bool:
    """Whether this is an unused code of the person's sheet; it is used up by this. Of two at once, one wins."""
    code = read_printed_code(typed)
    if code is None:
        return False
    unused = PrintedCode.objects.filter(
        sheet__person=person, sheet__ended_at__isnull=True, sheet__made_at__isnull=False, used_at__isnull=True
    )
    found = unused.filter(digest=printed_digest(person.pk, code)).values_list("pk", flat=True).first()
    return found is not None and PrintedCode.objects.filter(pk=found, used_at__isnull=True).update(used_at=at) == 1


def _codes(sheet: PrintedSheet) -> list[str]:
    codes = [new_printed_code() for _number in range(SHEET_CODES)]
    digests = [printed_digest(sheet.person_id, read_printed_code(code) or "") for code in codes]
    PrintedCode.objects.bulk_create([PrintedCode(sheet=sheet, digest=digest) for digest in digests])
    return codes


def _hold(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)  # one sheet a person: two who make one must meet


def _end(person: Person, *, at: datetime) -> None:
    PrintedSheet.objects.filter(person=person, made_at__isnull=False, ended_at__isnull=True).update(ended_at=at)


def _check_staff(person: Person) -> None:
    if not person.is_staff or not person.is_active:
        raise NotAllowed(_("Codes on paper are for the city's staff."))


def _check_administrator(person: Person, by: Person) -> None:
    if not by.is_superuser or not by.is_active:
        raise NotAllowed(_("Only administrators hand out codes for somebody else."))
    if person.pk == by.pk:
        raise NotAllowed(_("Nobody hands out codes to herself. Ask two other administrators."))
