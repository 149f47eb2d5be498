"""What is read before anybody agrees: a new wording is a new version, and the earlier one stays as it was read."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.models import ConsentText
from civic.guardians.rules import PURPOSES_OF
from civic.lib.plain_text import clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid

TONGUES = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
CHILD_LONGEST = 1500
TOO_LONG_FOR_CHILD = _("A child of ten does not read this to its end. Make it shorter.")


@transaction.atomic
def write_consent_text(
    track: str,
    *,
    child: Mapping[str, str],
    adult: Mapping[str, str],
    is_renewal: bool = False,
    from_at: datetime | None = None,
    by: Person,
    at: datetime,
) -> ConsentText:
    """A text of consent for children and one for grown-ups, in the city's three languages, with its digest and who
    published it when; it is read from `from_at` on, or at once. With `is_renewal` what is asked for has changed: every
    earlier yes ends with that moment (PIPL art. 14). Raises NotAllowed for all but administrators; NotValid for a
    language that lacks, for what a child would not read to its end, and for a moment that is over or before the
    version that comes first; Conflict for a wording that is there already."""
    if not by.is_superuser:
        raise NotAllowed(_("Only administrators write what people agree to."))
    if track not in PURPOSES_OF:
        raise NotValid(fields={"track": _("Choose what this text is for.")})
    texts = {f"child_{TONGUES[tongue]}": clean_text(child.get(tongue, "")).strip() for tongue in TONGUES}
    texts |= {f"adult_{TONGUES[tongue]}": clean_text(adult.get(tongue, "")).strip() for tongue in TONGUES}
    if missing := sorted(name for name, text in texts.items() if not text):
        raise NotValid(
            fields={name: _("Write this text too: nobody agrees to what she cannot read.") for name in missing}
        )
    if long := sorted(name for name, text in texts.items() if name.startswith("child") and len(text) > CHILD_LONGEST):
        raise NotValid(fields=dict.fromkeys(long, TOO_LONG_FOR_CHILD))
    last = _last(track)
    text = ConsentText(
        track=track,
        version=last.version + 1 if last else 1,
        shown_at=from_at or at,
        is_renewal=is_renewal,
        published_by=by,
        published_at=at,
        **texts,
    )
    text.digest = text.reckoned_digest()
    _check_beside(text, last, at=at)
    try:
        with transaction.atomic():
            text.save(force_insert=True)
    except IntegrityError:  # two versions at the same moment; the first one holds
        raise Conflict(_("Somebody wrote a version at the same moment. Read it first.")) from None
    return text


def _last(track: str) -> ConsentText | None:
    return ConsentText.objects.filter(track=track).order_by("-version").first()


def _check_beside(text: ConsentText, last: ConsentText | None, *, at: datetime) -> None:
    """Versions follow each other: a later one never begins before an earlier one, and none begins in the past."""
    begins = text.shown_at or at
    if begins < at:
        raise NotValid(fields={"from_at": _("This moment is over. Choose one that is still to come, or none.")})
    if last is None:
        return
    if last.shown_at is not None and begins < last.shown_at:
        raise NotValid(fields={"from_at": _("An earlier version begins later than this. Choose a moment after it.")})
    if last.digest == text.digest and not text.is_renewal:
        raise Conflict(_("These are the words of the last version. Change something, or say that everybody is asked."))
