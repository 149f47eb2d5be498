"""Children and who answers for them, what was agreed to, and who was checked before working near them."""

from civic.guardians.models.children import Child, ChildLine, ChildQuerySet, Guardianship, Identity
from civic.guardians.models.consent import Consent, ConsentText
from civic.guardians.models.vetting import Vetting, VettingQuerySet

__all__ = [
    "Child",
    "ChildLine",
    "ChildQuerySet",
    "Consent",
    "ConsentText",
    "Guardianship",
    "Identity",
    "Vetting",
    "VettingQuerySet",
]
