"""The first organisation: the city's own, whose managers coordinate all volunteers."""

from datetime import datetime
from re import fullmatch

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.only_one import only_one
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.offices.models import Office
from civic.volunteers.actions.holding import write_organisation
from civic.volunteers.actions.organising import OrganisationTold, checked
from civic.volunteers.actions.telling import tell_people
from civic.volunteers.models import Manager, Organisation
from civic.volunteers.rules import ManagerTask, OrganisationKind, OrganisationState


@transaction.atomic
def found_coordinators(
    told: OrganisationTold,
    *,
    code: str,
    office: Office | None = None,
    manager: Person,
    by: Person,
    at: datetime,
) -> Organisation:
    """An administrator founds the city's own organisation and names who coordinates: nobody else could answer the
    first application. Raises NotAllowed for whoever is no administrator and for oneself, NotValid by field, Taken for a
    code that is used and an office that recruits already."""
    if not by.is_superuser or by.pk == manager.pk:
        raise NotAllowed(_("An administrator founds it, and names somebody else to coordinate."))
    values, plain = checked(told), clean_line(code).strip().lower()
    if not plain:
        raise NotValid(fields={"code": _("Give it a short code for its address.")})
    if not fullmatch(r"[a-z0-9-]{1,40}", plain):
        raise NotValid(fields={"code": _("Use small letters, digits and hyphens only, forty at most.")})
    if office is not None and Organisation.objects.filter(office=office).exists():
        raise Taken(_("This office recruits already. Choose another, or none."))
    with only_one(_("This code is used already. Choose another.")):
        organisation = Organisation.objects.create(
            code=plain,
            kind=OrganisationKind.OFFICE,
            office=office,
            asked_by=by,
            asked_at=at,
            answer_due_at=at,
            decided_at=at,
            decided_by=by,
            state=OrganisationState.ACTIVE,
            **values,
        )
    Manager.objects.create(
        organisation=organisation, person=manager, task=ManagerTask.MANAGER, named_by=by, named_at=at
    )
    write_organisation(organisation, "found", side="city", by=by, at=at)
    page = f"/volunteer/organisations/{organisation.code}/"
    tell_people([manager], "manager-named", page, about=organisation.subject, at=at, name=organisation.name_zh_hans)
    return organisation
