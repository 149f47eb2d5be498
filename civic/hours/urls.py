"""The addresses of hours."""

from django.urls import path

from civic.hours.views import managing, own

app_name = "hours"
urlpatterns = [
    path("volunteer/hours/", own.hours, name="hours"),
    path("volunteer/hours/<int:seq>/object/", own.object_entry, name="object"),
    path("volunteer/hours/shifts/<slug:number>/object/", own.object_shift, name="object-shift"),
    path("volunteer/hours/shifts/<slug:number>/how/", own.how, name="how"),
    path("volunteer/hours/objections/<int:key>/withdraw/", own.withdraw, name="withdraw"),
    path("volunteer/organisations/<slug:code>/hours/", managing.listed, name="managing"),
    path("volunteer/organisations/<slug:code>/hours/book.csv", managing.sheet, name="sheet"),
    path("volunteer/organisations/<slug:code>/hours/<slug:number>/", managing.shift, name="shift"),
    path("volunteer/organisations/<slug:code>/hours/lines/<int:key>/", managing.correct, name="correct"),
    path("volunteer/organisations/<slug:code>/objections/<int:key>/", managing.objection, name="objection"),
    path("desk/volunteers/hours/", managing.desk, name="desk"),
    path("desk/volunteers/hours/book.csv", managing.desk_sheet, name="desk-sheet"),
]
