"""The addresses of following."""

from django.urls import path

from civic.following import views

app_name = "following"
urlpatterns = [
    path("cases/<str:number>/mine-too/", views.mine_too, name="mine-too"),
    path("following/", views.index, name="index"),
    path("following/matter/", views.follow_matter, name="matter"),
    path("following/around/", views.follow_around, name="around"),
    path("following/communities/<slug:code>/", views.follow_corner, name="corner"),
    path("following/all/", views.stop_everything, name="stop-everything"),
    path("following/calendar/", views.calendar, name="calendar"),
    path("following/calendar/<str:token>/deadlines.ics", views.own_days, name="own-days"),
    path("following/here/", views.here, name="here"),
    path("following/here/renew/", views.renew, name="renew"),
    path("following/confirm/<str:token>/", views.confirm, name="confirm"),
    path("following/stop/<str:token>/", views.stop, name="stop"),
    path("following/<int:key>/", views.change, name="change"),
    path("cases/<str:number>/follow/", views.follow_case, name="case"),
    path("promises/<str:code>/follow/", views.follow_promise, name="promise"),
    path("cells/<slug:layer>/<slug:code>/follow/", views.follow_cell, name="cell"),
    # what everybody may read, for readers and calendars
    path("feeds/feed.atom", views.feed, name="feed"),
    path("feeds/suggestions/feed.atom", views.suggestions_feed, name="suggestions-feed"),
    path("feeds/around/feed.atom", views.around_feed, name="around-feed"),
    path("cases/<str:number>/feed.atom", views.case_feed, name="case-feed"),
    path("cases/<str:number>/deadlines.ics", views.case_days, name="case-days"),
    path("cells/<slug:layer>/<slug:code>/feed.atom", views.cell_feed, name="cell-feed"),
]
