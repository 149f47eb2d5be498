"""Activities and their insurance, shifts with their posts, who signed up, and needs that ask for volunteers."""

from civic.shifts.models.activities import Activity, ActivityLine
from civic.shifts.models.calendars import Feed, Watch
from civic.shifts.models.insurance import Insured, Policy
from civic.shifts.models.needs import Need
from civic.shifts.models.patrols import PatrolPlan, PatrolStop
from civic.shifts.models.shifts import Quota, Rota, Shift, ShiftPost
from civic.shifts.models.signups import Agreement, GuardianWord, Pause, Signup, StandIn

__all__ = [
    "Activity",
    "ActivityLine",
    "Agreement",
    "Feed",
    "GuardianWord",
    "Insured",
    "Need",
    "PatrolPlan",
    "PatrolStop",
    "Pause",
    "Policy",
    "Quota",
    "Rota",
    "Shift",
    "ShiftPost",
    "Signup",
    "StandIn",
    "Watch",
]
