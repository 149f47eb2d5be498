"""What a guardian was asked about a minor's activities, and said."""

from dataclasses import dataclass
from datetime import datetime

from civic.guardians.models import Guardianship
from civic.shifts.models import Activity, GuardianWord
from civic.shifts.models.signups import OPEN
from civic.shifts.rules import ActivityState
from civic.volunteers.models import Volunteer

MOST = 50


@dataclass(frozen=True)
class Asked:
    """One activity, with the last word said about it."""

    activity: Activity
    word: GuardianWord | None


def activities_asked(volunteer: Volunteer, *, at: datetime) -> list[Asked]:
    """Activities with a word, or with shifts the minor has to do with; the newest first. Three statements."""
    words = {one.activity_id: one for one in GuardianWord.objects.filter(volunteer=volunteer).order_by("at", "pk")}
    mine = Activity.objects.filter(shifts__signups__volunteer=volunteer, shifts__signups__state__in=OPEN)
    keys = set(words) | set(mine.values_list("pk", flat=True))
    rows = Activity.objects.filter(pk__in=keys, state=ActivityState.SHOWN).select_related("organisation")
    return [Asked(one, words.get(one.pk)) for one in rows[:MOST]]


def latest_word(activity: Activity, ward: Guardianship) -> GuardianWord | None:
    """What this guardian said last of this activity."""
    return GuardianWord.objects.filter(activity=activity, guardianship=ward).order_by("-at", "-pk").first()
