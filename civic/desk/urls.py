"""The desk's addresses."""

from django.urls import path

from civic.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.show_worklist, name="worklist"),
    path("cases/<slug:number>/", views.show_case, name="show"),
    path("cases/<slug:number>/contact/", views.show_contact, name="contact"),
    path("cases/<slug:number>/<slug:verb>/", views.move, name="move"),
]
