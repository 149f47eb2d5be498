"""The duty rosters in the admin, to be looked at: they are kept on the desk, by whoever keeps them there."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from civic.offices.admin.door import CatalogueAdmin
from civic.offices.models import DutyRoster, DutyShift
from civic.offices.rules.duty import clock_of


@admin.register(DutyRoster)
class DutyRosterAdmin(CatalogueAdmin):
    """Which office keeps a roster, and how long a call waits."""

    list_display = ("office", "minutes")
    list_select_related = ("office",)
    ordering = ("office__code",)


@admin.register(DutyShift)
class DutyShiftAdmin(CatalogueAdmin):
    """Who is on duty when."""

    list_display = ("roster", "weekday", "day", "hours", "rank", "officer", "planned_by", "planned_at")
    list_select_related = ("roster__office", "officer", "planned_by")
    list_filter = ("weekday", "rank", "roster__office")
    date_hierarchy = "day"
    ordering = ("roster__office__code", "weekday", "day", "starts", "rank")

    @admin.display(description=_("Hours"))
    def hours(self, shift: DutyShift) -> str:
        """From when to when, as a clock shows it."""
        return f"{clock_of(shift.starts)}-{clock_of(shift.ends)}"
