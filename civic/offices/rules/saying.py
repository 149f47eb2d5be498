"""What the catalogue's choices and numbers mean, in words for residents. No table."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence
from civic.offices.rules.catalogue import Privacy

PRIVACY_WORDS = {
    Privacy.PUBLIC: _(
        "A report is read first and then shown to everybody without your name. You may ask for confidence; then the "
        "office that handles it does not learn who you are either."
    ),
    Privacy.CONFIDENTIAL: _(
        "A report is read first and then shown to everybody without your name. Unless you choose otherwise, the office "
        "that handles it does not learn who you are."
    ),
    Privacy.ANONYMOUS: _(
        "A report is read first and then shown to everybody. Unless you choose otherwise, no name and no contact is "
        "asked for; keep the number and the code to follow it."
    ),
    Privacy.PRIVATE: _(
        "A report is never shown to others: they see only that there is one, in which cell of the grid and on which "
        "day. Only you and the offices concerned read it."
    ),
}
"""What each choice means, for residents."""

GRADE_WORDS = {
    1: _("1: kept best, answered fastest"),
    2: _("2: the usual"),
    3: _("3: quiet places"),
}
"""What a grade of a cell stands for."""

CALLS = {
    "110": _("Police"),
    "119": _("Fire and rescue"),
    "120": _("Ambulance"),
    "122": _("Traffic accidents"),
    "12315": _("Consumer hotline"),
    "12338": _("Women's rights hotline"),
    "12345": _("City hotline"),
    "12356": _("Mental health hotline"),
    "95598": _("Power emergency"),
    "96110": _("Fraud warning line"),
}
"""Who answers a number that is the same in the whole country."""


class Call(NamedTuple):
    """A number to call: as it is printed, as a telephone dials it, and who answers ("" where the notice says who)."""

    number: str
    dialled: str
    who: Sentence


def read_calls(numbers: Iterable[str]) -> list[Call]:
    """The numbers of a wording, in their order."""
    bare = ((number, re.sub(r"[^0-9+]", "", number)) for number in numbers)
    return [Call(number, dialled, CALLS.get(dialled, "")) for number, dialled in bare]
