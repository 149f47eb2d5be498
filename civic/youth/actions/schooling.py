"""Codes for a school: made, printed once, printed anew, stopped. The school keeps who holds which number, on paper."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.codes import code_digest, new_tracking_code
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth.actions.lines import hold_edition, hold_entry, write_edition_line
from civic.youth.models import CodeSheet, Edition, Entry, EntryCode, School
from civic.youth.queries.people import duties_of
from civic.youth.rules import Doing, Task

CODES_MOST = 1000
NO_TEACHER = _("Codes of a school are printed by its teacher in charge, or by whoever is responsible for the track.")


@transaction.atomic
def make_entry_codes(edition: Edition, school: School, *, count: int, by: Person, at: datetime) -> CodeSheet:
    """So many codes for a school, sealed until they are printed. Raises NotAllowed; NotValid for none or more than a
    thousand; Conflict outside the days in which codes are handed out."""
    _ask(by, school, at=at)
    if not 1 <= count <= CODES_MOST:
        raise NotValid(fields={"count": _("A school prints from one to a thousand codes at a time.")})
    if edition.shown_at is None or not edition.allows(Doing.CODES, at):
        raise Conflict(_("Codes are handed out while children enter. Look at the days of the edition."))
    School.objects.select_for_update(no_key=True).get(pk=school.pk)  # two sheets at once take different numbers
    last = EntryCode.objects.filter(edition=edition, school=school).aggregate(last=Max("serial"))["last"] or 0
    codes = [new_tracking_code() for _number in range(count)]
    sheet = CodeSheet.objects.create(
        edition=edition, school=school, count=count, first=last + 1, made_by=by, made_at=at, codes="\n".join(codes)
    )
    EntryCode.objects.bulk_create(
        EntryCode(sheet=sheet, edition=edition, school=school, serial=serial, digest=code_digest(code))
        for serial, code in enumerate(codes, start=last + 1)
    )
    facts = {"school": school.code, "count": count, "first": last + 1}
    write_edition_line(hold_edition(edition), verb="make-codes", side="city", by=by, at=at, facts=facts)
    return sheet


@transaction.atomic
def print_entry_codes(sheet: CodeSheet, *, by: Person, at: datetime) -> list[tuple[int, str]]:
    """The codes with their numbers, told this once: with this the plain text is gone. Raises NotAllowed, Conflict once
    they were printed or stopped."""
    sheet = CodeSheet.objects.select_for_update(of=("self",)).select_related("school").get(pk=sheet.pk)
    _ask(by, sheet.school, at=at)
    if not sheet.codes:
        raise Conflict(_("These codes were printed already, once. Print a lost one anew by its number."))
    codes = sheet.codes.split("\n")
    CodeSheet.objects.filter(pk=sheet.pk).update(codes="", printed_at=at)
    facts = {"school": sheet.school.code, "sheet": sheet.pk}
    write_edition_line(hold_edition(sheet.edition), verb="print-codes", side="city", by=by, at=at, facts=facts)
    return list(enumerate(codes, start=sheet.first))


@transaction.atomic
def reprint_code(edition: Edition, school: School, *, serial: int, by: Person, at: datetime) -> str:
    """A lost slip: the code of this number is stopped and a fresh one takes its place, and the entry with it. Told this
    once. Raises NotAllowed, NotValid for a number that was never given."""
    _ask(by, school, at=at)
    edition = hold_edition(edition)
    rows = EntryCode.objects.filter(edition=edition, school=school, serial=serial)
    holder = Entry.objects.filter(code__in=rows).first()
    entry = hold_entry(holder) if holder else None  # a family may renew its code at this moment
    lost = rows.select_for_update().filter(voided_at__isnull=True).first()
    if lost is None:
        raise NotValid(fields={"serial": _("No code of this school has this number, or it was stopped for good.")})
    EntryCode.objects.filter(pk=lost.pk).update(voided_at=at)
    code = new_tracking_code()
    fresh = EntryCode.objects.create(
        sheet=lost.sheet, edition=edition, school=school, serial=serial, digest=code_digest(code), used_at=lost.used_at
    )
    EntryCode.objects.filter(pk=lost.pk).update(replaced_by=fresh)
    if entry is not None and entry.code_id == lost.pk:
        entry.code = fresh
        entry.save(update_fields=["code"])
    facts = {"school": school.code, "serial": serial}
    write_edition_line(edition, verb="reprint-code", side="city", by=by, at=at, facts=facts)
    return code


@transaction.atomic
def void_code(edition: Edition, school: School, *, serial: int, by: Person, at: datetime) -> EntryCode:
    """The code of this number opens nothing any more, for whoever finds the slip. A child that entered with it takes
    part all the same. Raises NotAllowed, NotValid for a number that was never given or was stopped."""
    _ask(by, school, at=at)
    rows = EntryCode.objects.select_for_update().filter(edition=edition, school=school, serial=serial)
    code = rows.filter(voided_at__isnull=True).first()
    if code is None:
        raise NotValid(fields={"serial": _("No code of this school has this number, or it was stopped for good.")})
    code.voided_at = at
    code.save(update_fields=["voided_at"])
    facts = {"school": school.code, "serial": serial}
    write_edition_line(hold_edition(edition), verb="void-code", side="city", by=by, at=at, facts=facts)
    return code


def _ask(by: Person, school: School, *, at: datetime) -> None:
    duties = duties_of(by, at=at)
    if Task.LEAD in duties.tasks or (Task.TEACHER in duties.tasks and school.pk in duties.school_ids):
        return
    raise NotAllowed(NO_TEACHER)
