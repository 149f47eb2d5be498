"""Whether a document can be what it is said to be: its shape, its check digit, and what it says of its holder.

Source: Measures for recording voluntary service, art. 6: obvious errors are told, and whoever typed them corrects them.
"""

import re
import unicodedata
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum.iso7064 import mod_11_2

from civic.lib.sealed import keyed_hash
from civic.volunteers.rules.kinds import Document, Sex

_SHAPES = {
    Document.ID_CARD: re.compile(r"[0-9]{17}[0-9X]"),
    Document.PERMIT: re.compile(r"[A-Z0-9]{8,18}"),
    Document.PASSPORT: re.compile(r"[A-Z0-9]{5,12}"),
}
_BETWEEN = re.compile(r"[\s\-–—·.]+")


def clean_document(number: str) -> str:
    """The number in its one form: capital letters, half width, without blanks and dashes."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", number[:60])).upper()


def document_fault(document: str, number: str, *, born_on: date, sex: str) -> Any:
    """Why a cleaned number cannot be that document of this person, or ""."""
    if document not in Document.values:
        return _("Choose the document.")
    if not _SHAPES[Document(document)].fullmatch(number):
        return _("This number does not have the shape of that document. Compare it, sign by sign.")
    if document != Document.ID_CARD:
        return ""
    if not mod_11_2.is_valid(number):
        return _("A sign of this number is wrong: the last one does not fit the others. Compare it, sign by sign.")
    if number[6:14] != born_on.strftime("%Y%m%d"):
        return _("This number tells another day of birth than the one above. Look which of the two is wrong.")
    if sex in Sex.values and (int(number[16]) % 2 == 1) != (sex == Sex.MALE):
        return _("This number does not fit the answer about sex above. Look which of the two is wrong.")
    return ""


def document_digest(document: str, number: str) -> str:
    """By which a document is known again without being opened: each joins once."""
    return keyed_hash(f"{document}:{number}", purpose="volunteer-document")
