"""The words by which volunteers and organisations are told apart."""

from datetime import time

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ANSWER_WORKDAYS = 3  # an application is answered by the end of this working day; our own number


class VolunteerState(TextChoices):
    """How somebody stands with the city's volunteers."""

    APPLIED = "applied", _("applied")
    ACTIVE = "active", _("volunteer")
    DECLINED = "declined", _("not taken")
    LEFT = "left", _("has left")
    ERASED = "erased", _("erased")


class OrganisationKind(TextChoices):
    """What sort of body recruits (Regulations on voluntary service art. 6, 41, 42)."""

    OFFICE = "office", _("office of the city")
    COMMITTEE = "committee", _("residents' committee")
    NGO = "ngo", _("social organisation")
    COMPANY = "company", _("company")
    SCHOOL = "school", _("school")
    INSTITUTION = "institution", _("public institution")


class OrganisationState(TextChoices):
    """Whether a body may recruit."""

    ASKED = "asked", _("asks to be registered")
    ACTIVE = "active", _("registered")
    REFUSED = "refused", _("not registered")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("has ended")


class ManagerTask(TextChoices):
    """What somebody does for an organisation."""

    MANAGER = "manager", _("manages the organisation")
    LEADER = "leader", _("leads shifts")


class Membership(TextChoices):
    """How a volunteer stands with an organisation."""

    ASKED = "asked", _("asks to join")
    INVITED = "invited", _("is invited")
    MEMBER = "member", _("member")
    ENDED = "ended", _("has left")


class ServiceKind(TextChoices):
    """What somebody would like to help with (服务类别)."""

    CROSSING = "crossing", _("school crossings")
    PATROL = "patrol", _("patrols")
    CLEANING = "cleaning", _("cleaning and green spaces")
    ELDERLY = "elderly", _("company for the elderly")
    CHILDREN = "children", _("reading and playing with children")
    DISABLED = "disabled", _("help for people with disabilities")
    CULTURE = "culture", _("culture and events")
    FIRST_AID = "first-aid", _("first aid")
    DIGITAL = "digital", _("help with phones and forms")
    TRANSLATION = "translation", _("translation and sign language")


class Sex(TextChoices):
    """As the document says."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Spoken(TextChoices):
    """What a volunteer can be spoken to in, besides the city's own language."""

    MANDARIN = "mandarin", _("Mandarin")
    CANTONESE = "cantonese", _("Cantonese")
    MINORITY = "minority", _("a language of a national minority")
    ENGLISH = "english", _("English")
    OTHER = "other", _("another foreign language")
    SIGN = "sign", _("Chinese sign language")


class PartOfDay(TextChoices):
    """In which parts of a day somebody is usually free."""

    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


HOURS = {
    PartOfDay.MORNING: (time(8), time(12)),
    PartOfDay.AFTERNOON: (time(13), time(18)),
    PartOfDay.EVENING: (time(18), time(21)),
}
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))


class Document(TextChoices):
    """By which document somebody is known."""

    ID_CARD = "id-card", _("resident identity card")
    PERMIT = "permit", _("permit of Hong Kong, Macao or Taiwan residents")
    PASSPORT = "passport", _("passport")
