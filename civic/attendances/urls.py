"""The addresses of the day."""

from django.urls import path

from civic.attendances.views import complaints, desk, here, leading

app_name = "attendances"
urlpatterns = [
    path("volunteer/here/", here.here, name="here"),
    path("volunteer/here/absences/<int:key>/", here.dispute, name="dispute"),
    path("volunteer/here/insurer/<int:key>/", here.insurer, name="insurer"),
    path("volunteer/here/<slug:number>/", here.come, name="come"),
    path("volunteer/here/<slug:number>/code/", here.code, name="own-code"),
    path("volunteer/here/<slug:number>/found/", here.found, name="found"),
    path("volunteer/here/<slug:number>/hurt/", here.hurt, name="hurt"),
    path("volunteer/here/<slug:number>/stops/<int:key>/", here.stop, name="stop"),
    path("volunteer/lead/", leading.led, name="led"),
    path("volunteer/lead/<slug:number>/", leading.lead, name="lead"),
    path("volunteer/lead/<slug:number>/code/", leading.code, name="code"),
    path("volunteer/lead/<slug:number>/hand/<slug:key>/", leading.hand, name="hand"),
    path("volunteer/lead/<slug:number>/close/", leading.close, name="close"),
    path("volunteer/lead/<slug:number>/walk-ins/", leading.walk_ins, name="walk-ins"),
    path("volunteer/lead/<slug:number>/walk-ins/<int:key>/", leading.decide_walk_in, name="decide-walk-in"),
    path("volunteer/lead/<slug:number>/walk-ins/<int:key>/photo/", leading.walk_in_photo, name="walk-in-photo"),
    path("volunteer/lead/<slug:number>/absences/", leading.absences, name="absences"),
    path("volunteer/lead/<slug:number>/injuries/", leading.injuries, name="injuries"),
    path("volunteer/lead/<slug:number>/injuries/<int:key>/", leading.claim, name="claim"),
    path("volunteer/complaints/<int:key>/", complaints.complaint, name="complaint"),
    path("volunteer/complaints/about/<slug:code>/", complaints.complain, name="complain"),
    path("desk/volunteers/complaints/", complaints.desk, name="desk-complaints"),
    path("desk/volunteers/complaints/<int:key>/", complaints.answer, name="desk-complaint"),
    path("desk/volunteers/injuries/", desk.injuries, name="desk-injuries"),
    path("desk/volunteers/absences/", desk.absences, name="desk-absences"),
]
