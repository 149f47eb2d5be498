"""The first organisation: the city's own, whose managers coordinate all volunteers."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.offices.models import Office
from civic.volunteers.actions.holding import write_organisation
from civic.volunteers.actions.organising import OrganisationTold, checked
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
    code that is used."""
    if not by.is_superuser or by.pk == manager.pk:
        raise NotAllowed(_("An administrator founds it, and names somebody else to coordinate."))
    values, plain = checked(told), clean_line(code).strip().lower()
    if not plain:
        raise NotValid(fields={"code": _("Give it a short code for its address.")})
    if Organisation.objects.filter(code=plain).exists():
        raise Taken(_("This code is used already. Choose another."))
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
    return organisation
