"""Addresses of the corners."""

from django.urls import path

from civic.communities.views import corner, desk, feed, sheets

app_name = "communities"
urlpatterns = [
    path("communities/", corner.index, name="index"),
    path("communities/cases/<str:number>/topic/", corner.of_case, name="of-case"),
    path("communities/<slug:code>/", corner.show, name="show"),
    path("communities/<slug:code>/feed.atom", feed.feed, name="feed"),
    path("communities/<slug:code>/raise/", corner.raise_one, name="raise"),
    path("communities/<slug:code>/raised/<str:token>/", corner.raised, name="raised"),
    path("communities/<slug:code>/<slug:topic>/", corner.topic, name="topic"),
    path("communities/<slug:code>/sheets/<uuid:key>/<slug:size>/", sheets.sheet, name="sheet"),
    path("desk/community/", desk.desk, name="desk"),
    path("desk/community/<slug:code>/", desk.corner, name="desk-corner"),
    path("desk/community/<slug:code>/meeting/", desk.meeting, name="desk-meeting"),
    path("desk/community/<slug:code>/meetings/<int:key>/hide/", desk.hide_meeting, name="desk-hide-meeting"),
    path("desk/community/<slug:code>/meetings/<int:key>/sheets/", sheets.of_meeting, name="desk-sheets"),
    path("desk/community/<slug:code>/sheets/<uuid:key>/<slug:verb>/", sheets.screen, name="desk-screen-sheet"),
    path("desk/community/<slug:code>/<slug:topic>/", desk.topic, name="desk-topic"),
    path("desk/community/<slug:code>/<slug:topic>/<slug:verb>/", desk.act, name="desk-act"),
]
