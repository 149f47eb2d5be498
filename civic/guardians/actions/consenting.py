"""A guardian or the child itself says yes or no, purpose by purpose. Every word is a row that is never changed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.holding import ask_checked, hold
from civic.guardians.actions.lines import write_child_line
from civic.guardians.models import Child, Consent, ConsentText, Guardianship
from civic.guardians.queries import uses_of
from civic.guardians.rules import PURPOSES_OF, Voice
from civic.lib.refusals import Conflict, NotAllowed, NotValid

RENEWED = _("This text was changed while you read it. Read the new one, and decide then.")
NOT_HERS = _("Only a guardian who answers for this child today decides for it.")
OWN_FAMILY = _("You answer for this child yourself, so somebody else writes it down.")
NOT_SAID = _("Answer each question by itself, with yes or with no.")


@transaction.atomic
def say(
    child: Child,
    *,
    words: Mapping[str, bool],
    text: ConsentText,
    ward: Guardianship | None = None,
    written_by: Person | None = None,
    at: datetime,
) -> frozenset[str]:
    """A guardian's word (`ward`), or the child's own, on one or more purposes; at a desk with the officer who wrote it
    down. A no holds from this moment on. Returns what is allowed after it.

    Raises NotAllowed for whoever does not answer for this child, NotValid without a purpose of the text's own track,
    Conflict for a yes to a text that is not the one to be read now.
    """
    child = hold(child)
    if ward is not None and (ward.child_id != child.pk or not ward.is_open(at)):
        raise NotAllowed(NOT_HERS)
    if written_by is not None:
        ask_checked(written_by, at=at)
        if ward is not None and ward.person_id == written_by.pk:
            raise NotAllowed(OWN_FAMILY)
    if not words or not words.keys() <= set(PURPOSES_OF.get(text.track, ())):
        raise NotValid(NOT_SAID)
    if any(words.values()):
        check_text(text, at=at)
    Consent.objects.bulk_create(
        Consent(
            child=child,
            guardianship=ward,
            voice=Voice.CHILD if ward is None else Voice.GUARDIAN,
            purpose=purpose,
            is_yes=is_yes,
            text=text,
            text_digest=text.digest,
            written_by=written_by,
            at=at,
        )
        for purpose, is_yes in words.items()
    )
    said = {"words": {str(purpose): bool(is_yes) for purpose, is_yes in words.items()}, "text": text.version}
    speaker = child.person if ward is None else ward.person
    write_child_line(
        child,
        verb="say",
        side="child" if ward is None else "guardian",
        by=written_by or speaker,
        at=at,
        facts=said | {"digest": text.digest, "at_desk": written_by is not None},
    )
    return uses_of(child, at=at)


def check_text(text: ConsentText, *, at: datetime) -> None:
    """Raises Conflict unless this is the text to be read now, letter for letter what its digest was taken of."""
    newest = ConsentText.objects.filter(track=text.track, shown_at__lte=at).order_by("-version").first()
    if newest is None or newest.pk != text.pk or newest.reckoned_digest() != newest.digest:
        raise Conflict(RENEWED)
