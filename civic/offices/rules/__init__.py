"""What may be said of offices without asking a table: sides and roles, the catalogue's parts, the working day."""

from civic.offices.rules.calendar import CLOSES_AT, FIRST_MONTH_TO_WARN, OPENS_AT, week_says
from civic.offices.rules.catalogue import FAMILIES, Privacy, TagKind, Unit
from civic.offices.rules.forces import FORCES
from civic.offices.rules.sides import ROLES_OF, Role, Side, role_fits

__all__ = [
    "CLOSES_AT",
    "FAMILIES",
    "FIRST_MONTH_TO_WARN",
    "FORCES",
    "OPENS_AT",
    "ROLES_OF",
    "Privacy",
    "Role",
    "Side",
    "TagKind",
    "Unit",
    "role_fits",
    "week_says",
]
