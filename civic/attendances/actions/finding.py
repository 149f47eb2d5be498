"""What a patrol finds becomes a case with one tap, and whoever found it hears what came of it."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.actions.scanning import Here
from civic.attendances.actions.telling import tell_about
from civic.attendances.models import Finding
from civic.attendances.queries import here_today, place_of
from civic.cases.actions import file_case
from civic.cases.actions.filing import Filed, ReportGiven
from civic.cases.rules import CLOSED_STATES, Kind, Publication, Source
from civic.lib.refusals import NotAllowed
from civic.lib.sweeping import one_by_one
from civic.offices.models import Matter
from civic.shifts.models import Shift
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.queries import volunteer_of

BATCH = 200
NOT_NOW = _("This is for volunteers on a shift, while it lasts. Anybody can report it on the page of reports.")


@transaction.atomic
def file_finding(
    shift: Shift,
    *,
    text: str,
    matter: Matter | None = None,
    here: Here | None = None,
    photos: Sequence[UploadedFile] = (),
    replay_key: str = "",
    by: Person,
    at: datetime,
) -> tuple[Finding, Filed]:
    """Whoever is on a shift files what she found; where her phone tells no place, at the place of the shift. The same
    key twice is one case. Raises NotAllowed for whoever is not on it now, and what a report may raise."""
    volunteer = volunteer_of(by)
    if volunteer is None:
        raise NotAllowed(NOT_NOW)
    volunteer = hold_volunteer(volunteer)
    if shift.pk not in {one.shift_id for one in here_today(volunteer, at=at)}:
        raise NotAllowed(NOT_NOW)
    lat, lon = (here.lat, here.lon) if here else place_of(shift) or (None, None)
    given = ReportGiven(
        kind=Kind.COMPLAINT,
        text=text,
        matter=matter,
        lat=lat,
        lon=lon,
        address="" if lat is not None else shift.where or shift.activity.where_zh_hans,
        contact_language=volunteer.language,
    )
    filed = file_case(given, by=by, source=Source.VOLUNTEER, at=at, replay_key=replay_key, photos=photos)
    finding, _is_new = Finding.objects.get_or_create(
        case=filed.case, defaults={"shift": shift, "volunteer": volunteer, "at": at}
    )
    return finding, filed


def sweep_findings(*, at: datetime, most: int = BATCH) -> int:
    """What came of each case a volunteer found is told back to her, once for each closing. How many."""
    waiting = Finding.objects.filter(case__state__in=CLOSED_STATES, case__round__gt=F("told_round"))
    return one_by_one(waiting.order_by("pk")[:most], lambda finding: _tell(finding, at=at))


def _tell(finding: Finding, *, at: datetime) -> bool:
    held = Finding.objects.select_related("case", "volunteer__person", "shift__activity").get(pk=finding.pk)
    rows = Finding.objects.filter(pk=held.pk, told_round__lt=held.case.round)
    if held.case.state not in CLOSED_STATES or rows.update(told_round=held.case.round) != 1:
        return False  # another hand was quicker
    if held.case.publication == Publication.PUBLISHED:
        page = f"/cases/{held.case.number}/"
        tell_about(held.volunteer, held.shift, "finding-answered", page, at=at, number=held.case.number)
    return True
