"""Found offices, fill the catalogue, appoint people and keep the calendar."""

from civic.offices.actions.absences import end_absence, hand_over, stand_in
from civic.offices.actions.catalogue import add_matter, amend_matter
from civic.offices.actions.duties import Moved, call_off, move_duties, name_steward, set_helpers
from civic.offices.actions.duty import (
    copy_week,
    drop_shift,
    follow_pattern,
    plan_every_week,
    plan_shift,
    set_call_minutes,
    set_duty_contact,
)
from civic.offices.actions.grid import add_force, amend_force, amend_seat, lay_out_forces, seat, unseat
from civic.offices.actions.importing_catalogue import import_matters, import_offices
from civic.offices.actions.importing_duties import import_duties
from civic.offices.actions.importing_people import import_posts, import_seats
from civic.offices.actions.levels import lay_out_levels, set_rung
from civic.offices.actions.limits import drop_limit, set_limit, set_limits
from civic.offices.actions.offices import amend_office, found_office
from civic.offices.actions.posts import appoint, change_side, end_post, forget
from civic.offices.actions.reach import end_local_admin, name_local_admin
from civic.offices.actions.revising import Loaded, load_catalogue, revise_matter
from civic.offices.actions.tags import add_tag, amend_tag, lay_out_tags, tag_matter
from civic.offices.actions.wordings import reword_matter, set_keywords
from civic.offices.actions.workdays import load_workdays, set_workday

__all__ = [
    "Loaded",
    "Moved",
    "add_force",
    "add_matter",
    "add_tag",
    "amend_force",
    "amend_matter",
    "amend_office",
    "amend_seat",
    "amend_tag",
    "appoint",
    "call_off",
    "change_side",
    "copy_week",
    "drop_limit",
    "drop_shift",
    "end_absence",
    "end_local_admin",
    "end_post",
    "follow_pattern",
    "forget",
    "found_office",
    "hand_over",
    "import_duties",
    "import_matters",
    "import_offices",
    "import_posts",
    "import_seats",
    "lay_out_forces",
    "lay_out_levels",
    "lay_out_tags",
    "load_catalogue",
    "load_workdays",
    "move_duties",
    "name_local_admin",
    "name_steward",
    "plan_every_week",
    "plan_shift",
    "revise_matter",
    "reword_matter",
    "seat",
    "set_call_minutes",
    "set_duty_contact",
    "set_helpers",
    "set_keywords",
    "set_limit",
    "set_limits",
    "set_rung",
    "set_workday",
    "stand_in",
    "tag_matter",
    "unseat",
]
