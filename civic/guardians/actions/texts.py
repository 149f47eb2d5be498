"""What is read before anybody agrees: a new wording is a new version, and the earlier one stays as it was read."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.models import ConsentText
from civic.lib.plain_text import clean_text
from civic.lib.refusals import NotAllowed, NotValid

TONGUES = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
CHILD_LONGEST = 1500


@transaction.atomic
def write_consent_text(
    track: str,
    *,
    child: Mapping[str, str],
    adult: Mapping[str, str],
    is_renewal: bool = False,
    by: Person,
    at: datetime,
) -> ConsentText:
    """A text of consent for children and one for grown-ups, in the city's three languages, with its digest. With
    `is_renewal` what is asked for has changed: every earlier yes ends (PIPL art. 14). Raises NotAllowed for all but
    administrators; NotValid for a language that lacks and for what a child would not read to its end."""
    if not by.is_superuser:
        raise NotAllowed(_("Only administrators write what people agree to."))
    texts = {f"child_{TONGUES[tongue]}": clean_text(child.get(tongue, "")).strip() for tongue in TONGUES}
    texts |= {f"adult_{TONGUES[tongue]}": clean_text(adult.get(tongue, "")).strip() for tongue in TONGUES}
    if missing := sorted(name for name, text in texts.items() if not text):
        raise NotValid(
            fields={name: _("Write this text too: nobody agrees to what she cannot read.") for name in missing}
        )
    if long := sorted(name for name, text in texts.items() if name.startswith("child") and len(text) > CHILD_LONGEST):
        raise NotValid(
            fields={name: _("A child of ten does not read this to its end. Make it shorter.") for name in long}
        )
    last = ConsentText.objects.filter(track=track).aggregate(last=Max("version"))["last"] or 0
    text = ConsentText(track=track, version=last + 1, shown_at=at, is_renewal=is_renewal, **texts)
    text.digest = text.reckoned_digest()
    text.save(force_insert=True)
    return text
