"""The addresses of promises."""

from django.urls import path

from civic.promises import views

app_name = "promises"
urlpatterns = [
    path("", views.index, name="list"),
    path("promises.csv", views.table, name="table"),
    path("<str:code>/", views.show, name="show"),
    path("<str:code>/feed.atom", views.feed, name="feed"),
    path("<str:code>/dates.ics", views.dates, name="dates"),
    path("<str:code>/pictures/<uuid:key>/<slug:size>/", views.picture, name="picture"),
]
