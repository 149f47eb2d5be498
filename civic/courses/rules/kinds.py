"""The words by which courses and qualifications are told apart."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CourseState(TextChoices):
    """Whether a course can be taken."""

    DRAFT = "draft", _("being written")
    OFFERED = "offered", _("offered")
    ENDED = "ended", _("not offered any more")


class Way(TextChoices):
    """How a course is taken."""

    READ = "read", _("read it and answer a short test")
    DAY = "day", _("come on a day")


class ClaimState(TextChoices):
    """What became of a paper that a volunteer handed in."""

    WAITING = "waiting", _("waits to be looked at")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("not granted")


class QualificationKind(TextChoices):
    """Where a qualification comes from."""

    COURSE = "course", _("from a course")
    LICENCE = "licence", _("a licence that the law asks for")
    CHECK = "check", _("a check of one’s record")
