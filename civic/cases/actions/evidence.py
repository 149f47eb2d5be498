"""Photos and the place somebody brings back from a check, kept beside the line of her act."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from shapely.geometry import Point

from civic.cases.actions.photos import keep_photos
from civic.cases.models import Case, Line, Photo
from civic.cases.queries import has_evidence
from civic.lib.refusals import NotValid
from civic.places.rules.measures import metres_apart

MISSING = _("This matter is not closed without evidence. Add a photo that shows how it is now, or send the case back.")
NOT_SHOWN = _("This matter is not answered as solved without evidence. Add a photo of the work first.")
Here = tuple[float, float]  # latitude, longitude


def demand_evidence(case: Case, brought: Sequence[UploadedFile], *, missing: Any = MISSING) -> None:
    """Where the matter demands it: a photo is brought, or one of the office is there. Raises NotValid otherwise, with
    the sentence `missing`."""
    if case.matter is not None and case.matter.needs_evidence and not brought and not has_evidence(case):
        raise NotValid(fields={"evidence": missing})


def keep_evidence(line: Line, brought: Sequence[UploadedFile], *, at: datetime) -> list[Photo]:
    """Keep the photos of an act beside its line; nobody outside the desk sees one before a moderator has. Belongs in
    the transaction of the act. Raises NotValid naming the file."""
    if not brought:
        return []
    try:
        return keep_photos(brought, case=line.case, line=line, at=at)
    except NotValid as refused:
        said = [sentence for sentences in refused.fields.values() for sentence in sentences]
        raise NotValid(fields={"evidence": said}) from None


def distance_facts(case: Case, here: Here | None) -> dict[str, Any]:
    """How far from the place of the case somebody stood who says where she is; shown, never enforced. Her own position
    is not kept."""
    if here is None or case.lat is None or case.lon is None:
        return {}
    return {"metres": round(metres_apart(Point(here[1], here[0]), Point(case.lon, case.lat)))}
