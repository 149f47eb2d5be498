"""Who somebody is among the volunteers, and for which organisations she acts."""

from civic.volunteers.queries.people import (
    allowed_among,
    coordinates,
    coordinators,
    identity_of,
    is_allowed,
    managed_by,
    manages,
    runs,
    volunteer_of,
)

__all__ = [
    "allowed_among",
    "coordinates",
    "coordinators",
    "identity_of",
    "is_allowed",
    "managed_by",
    "manages",
    "runs",
    "volunteer_of",
]
