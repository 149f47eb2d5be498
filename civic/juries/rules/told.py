"""What is said of each act on a jury where its story is read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TOLD: dict[str, Any] = {
    "found": _("The jury was founded."),
    "change": _("By what it judges was changed, before it was opened."),
    "open": _("It was opened: from here on its rules stay."),
    "seat": _("A juror was seated."),
    "declare": _("A juror said which works are too near to her."),
    "part": _("A juror and a proposal were parted: she is too near to it."),
    "fill-up": _("Proposals that lacked jurors got some."),
    "hand-in": _("A sheet was handed in."),
    "set-aside": _("A proposal is judged no further."),
    "replace": _("A juror was replaced."),
    "reopen": _("The result was undone: a tie had come to light."),
    "decide": _("The result was reckoned."),
    "name": _("Who goes on was named."),
    "read-words": _("What a juror wrote to a child was read by another."),
    "tell": _("The children were told."),
}
