"""Who somebody is among the volunteers, and for which organisations she acts."""

from civic.volunteers.queries.people import identity_of, managed_by, volunteer_of

__all__ = ["identity_of", "managed_by", "volunteer_of"]
