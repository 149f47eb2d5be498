"""Turn parts of the service on and off, area by area."""

from django.core.validators import slug_re
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid
from civic.places.models import Area, Switch

PART_LONGEST = 20


@transaction.atomic
def switch(area: Area, *, part: str, is_on: bool | None) -> None:
    """A part of the service is on or off in an area and all below it; None takes the word back, and the area above
    decides again."""
    if not slug_re.fullmatch(part) or len(part) > PART_LONGEST:
        raise NotValid(
            fields={"part": _("A part of the service is named by up to twenty letters, digits and hyphens.")}
        )
    if is_on is None:
        Switch.objects.filter(area=area, part=part).delete()
    else:
        Switch.objects.update_or_create(area=area, part=part, defaults={"is_on": is_on})
