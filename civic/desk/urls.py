"""The desk's addresses."""

from django.urls import path

from civic.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.show_worklist, name="worklist"),
    path("next/", views.next_case, name="next"),
    path("meeting/", views.show_meeting, name="meeting"),
    path("screening/", views.show_screening, name="screening"),
    path("export/", views.export, name="export"),
    path("bulk/", views.bulk, name="bulk"),
    path("bulk/<int:key>/", views.show_batch, name="batch"),
    path("views/", views.save, name="save"),
    path("views/<int:key>/share/", views.share, name="share"),
    path("views/<int:key>/drop/", views.drop, name="drop"),
    path("duty/", views.show_duty, name="duty"),
    path("duty/contact/", views.set_contact, name="duty-contact"),
    path("duty/<int:key>/", views.show_call, name="call"),
    path("roster/", views.roster, name="roster"),
    path("roster/<slug:office>/", views.office_roster, name="office-roster"),
    path("roster/<slug:office>/plan/", views.plan, name="plan-shift"),
    path("roster/<slug:office>/drop/<int:key>/", views.drop_from_roster, name="drop-shift"),
    path("roster/<slug:office>/copy/", views.copy_roster, name="copy-roster"),
    path("roster/<slug:office>/follow/", views.follow, name="follow-pattern"),
    path("roster/<slug:office>/minutes/", views.set_minutes, name="call-minutes"),
    path("kept/", views.keep, name="keep"),
    path("kept/throw-away/", views.throw_away, name="throw-away"),
    path("records/", views.show_records, name="records"),
    path("records/export/", views.export_records, name="records-export"),
    path("records/changes/", views.show_changes, name="changes"),
    path("cases/<slug:number>/", views.show_case, name="show"),
    path("cases/<slug:number>/photos/<int:photo>/", views.show_photo, name="photo"),
    path("cases/<slug:number>/photos/<int:photo>/unblurred/", views.show_sealed, name="sealed"),
    path("cases/<slug:number>/put-back/", views.put_back, name="put-back"),
    path("cases/<slug:number>/contact/", views.show_contact, name="contact"),
    path("cases/<slug:number>/<slug:verb>/", views.move, name="move"),
]
