"""Children and who answers for them, what was agreed to, and who was checked before working near them."""

from civic.guardians.models.asking import Asking, AskingQuerySet
from civic.guardians.models.children import Child, ChildLine, ChildQuerySet, Guardianship, Identity
from civic.guardians.models.consent import Consent, ConsentText
from civic.guardians.models.openings import Export, ExportApproval, Opening, OpeningQuerySet, Withholding
from civic.guardians.models.rights import (
    Assessment,
    AuditReport,
    Breach,
    BreachTold,
    RequestQuerySet,
    RightsRequest,
)
from civic.guardians.models.vetting import Vetting, VettingQuerySet

__all__ = [
    "Asking",
    "AskingQuerySet",
    "Assessment",
    "AuditReport",
    "Breach",
    "BreachTold",
    "Child",
    "ChildLine",
    "ChildQuerySet",
    "Consent",
    "ConsentText",
    "Export",
    "ExportApproval",
    "Guardianship",
    "Identity",
    "Opening",
    "OpeningQuerySet",
    "RequestQuerySet",
    "RightsRequest",
    "Vetting",
    "VettingQuerySet",
    "Withholding",
]
