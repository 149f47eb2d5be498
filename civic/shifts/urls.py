"""The addresses of shifts: what is on, one's own, families, requests for help, an organisation's weeks."""

from django.urls import path

from civic.shifts.views import guarding, insurance, managing, mine, one_shift, patrols, public, swaps

app_name = "shifts"
OF = "volunteer/organisations/<slug:code>/shifts/"
urlpatterns = [
    path("volunteer/", public.front, name="front"),
    path("volunteer/map/", public.on_map, name="map"),
    path("volunteer/shifts/<slug:number>/", public.show, name="show"),
    path("volunteer/shifts/<slug:number>/<slug:verb>/", public.act, name="act"),
    path("volunteer/mine/", mine.mine, name="mine"),
    path("volunteer/mine/<slug:number>/swap/", swaps.swap, name="swap"),
    path("volunteer/mine/<slug:verb>/", mine.change_mine, name="change-mine"),
    path("volunteer/stand-ins/<int:key>/", mine.take_over, name="take-over"),
    path("volunteer/stand-ins/<int:key>/end/", swaps.end_looking, name="end-looking"),
    path("volunteer/calendar/<str:secret>/shifts.ics", mine.feed, name="feed"),
    path("volunteer/family/<uuid:key>/", mine.family, name="family"),
    path("volunteer/family/<uuid:key>/activities/<slug:number>/", mine.word, name="word"),
    path("volunteer/family/<uuid:key>/<slug:verb>/", guarding.decide, name="family-decide"),
    path("desk/volunteers/guardians/", guarding.on_paper, name="on-paper"),
    path("desk/volunteers/guardians/<uuid:key>/", guarding.refuse_on_paper, name="refuse-on-paper"),
    path("volunteer/need/", mine.ask, name="ask"),
    path("volunteer/need/<slug:number>/", mine.need, name="need"),
    path("volunteer/organisations/<slug:code>/insurance/", insurance.policies, name="policies"),
    path("volunteer/organisations/<slug:code>/insurance/<int:key>/", insurance.policy, name="policy"),
    path("desk/volunteers/insurance/", insurance.desk_policies, name="desk-policies"),
    path("desk/volunteers/insurance/<int:key>/", insurance.desk_policy, name="desk-policy"),
    path(OF, managing.week, name="week"),
    path(f"{OF}week.csv", managing.sheet, name="sheet"),
    path(f"{OF}copy/", managing.copy, name="copy"),
    path(f"{OF}new/", managing.new_activity, name="new-activity"),
    path(f"{OF}activities/<slug:number>/", managing.activity, name="activity"),
    path(f"{OF}activities/<slug:number>/patrol/", patrols.patrol, name="patrol"),
    path(f"{OF}activities/<slug:number>/<slug:verb>/", managing.act_on_activity, name="act-on-activity"),
    path(f"{OF}<slug:number>/", one_shift.manage, name="manage"),
    path(f"{OF}<slug:number>/print/", one_shift.printed, name="printed"),
    path(f"{OF}<slug:number>/<slug:verb>/", one_shift.act_on_shift, name="act-on-shift"),
    path("desk/volunteers/needs/", managing.needs, name="needs"),
    path("desk/volunteers/needs/<slug:number>/", managing.one_need, name="one-need"),
]
