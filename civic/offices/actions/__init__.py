"""Found offices, fill the catalogue, appoint people and keep the calendar."""

from civic.offices.actions.catalogue import add_matter, amend_matter
from civic.offices.actions.grid import lay_out_forces
from civic.offices.actions.offices import amend_office, found_office, name_steward
from civic.offices.actions.posts import appoint, change_side, end_post, forget
from civic.offices.actions.workdays import load_workdays, set_workday

__all__ = [
    "add_matter",
    "amend_matter",
    "amend_office",
    "appoint",
    "change_side",
    "end_post",
    "forget",
    "found_office",
    "lay_out_forces",
    "load_workdays",
    "name_steward",
    "set_workday",
]
