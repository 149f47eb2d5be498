"""The acts on volunteers and organisations."""

from civic.volunteers.actions.erasing import forget
from civic.volunteers.actions.holding import hold_organisation, hold_volunteer, write_organisation, write_volunteer

__all__ = ["forget", "hold_organisation", "hold_volunteer", "write_organisation", "write_volunteer"]
