"""A message to a grown-up who answers for a child: to her account, else to what she wrote down at a desk."""

from collections.abc import Mapping
from typing import Any

from civic.guardians.models import Guardianship
from civic.lib.sealed import normal_email, normal_phone
from civic.notices.actions import Letter
from civic.notices.queries import reaches


def letter_to(ward: Guardianship, *, verb: str, context: Mapping[str, Any]) -> Letter:
    """The message, in her language, about her child and never with its name."""
    person, typed = ward.person, ward.contact
    return Letter(
        verb=verb,
        about=ward.child.subject,
        language=person.language if person else "zh-hans",
        context=dict(context),
        email=(person.email if person else "") or (typed if "@" in typed else ""),
        phone=(person.phone if person else "") or ("" if "@" in typed else typed),
    )


def is_reached(letter: Letter) -> bool:
    """Does a message reach her at all?"""
    by_mail = normal_email(letter.email) is not None and reaches("email")
    return by_mail or (normal_phone(letter.phone) is not None and reaches("sms"))
