"""Ties between a juror and a child that keep the two apart. Pure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TieKind(TextChoices):
    """How a juror and a child know each other."""

    TAUGHT = "taught", _("I teach or taught at this school, or worked there")
    FAMILY = "family", _("the child is of my family or of a friend’s")
    COACHED = "coached", _("I helped the child with this work")
    KNOWN = "known", _("I know whose work this is")
    OTHER = "other", _("something else keeps me from judging it fairly")


class Stage(TextChoices):
    """How far a panel is."""

    PREPARED = "prepared", _("being prepared")
    OPEN = "open", _("jurors are reading")
    DECIDED = "decided", _("the result is reckoned")
    TOLD = "told", _("the children have their words")
