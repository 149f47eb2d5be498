"""The way in, the way back, and where the public cases are."""

from django.urls import path

from civic.cases.views import about, cells, demands, incidents, own, own_words, photos, report, show, topics, track
from civic.cases.views import list as lists

app_name = "cases"
urlpatterns = [
    # the resident's way in
    path("report/", report.what, name="report"),
    path("report/matter/", about.which, name="report-matter"),
    path("report/where/", report.where, name="report-where"),
    path("report/more/", about.more, name="report-more"),
    path("report/similar/", about.similar, name="report-similar"),
    path("report/place/", report.place, name="report-place"),
    path("report/find/", cells.find_place, name="find-place"),
    path("report/photos/", photos.photos, name="report-photos"),
    path("report/photos/<uuid:key>/<slug:size>/", photos.draft_picture, name="draft-picture"),
    path("report/contact/", report.contact, name="report-contact"),
    path("report/check/", report.check, name="report-check"),
    path("report/receipt/", report.receipt, name="report-receipt"),
    path("report/again/", report.begin_anew, name="report-again"),
    path("track/", track.track, name="track"),
    path("cases/<str:number>/photos/<uuid:key>/<slug:size>/", photos.case_picture, name="picture"),
    # what everybody may read
    path("incidents/", incidents.index, name="incidents"),
    path("incidents/<slug:slug>/", incidents.show, name="incident"),
    path("topics/", topics.index, name="topics"),
    path("topics/<slug:slug>/", topics.show, name="topic"),
    path("cells/", cells.my_cell, name="my-cell"),
    path("cells/<slug:layer>/<slug:code>/", cells.cell, name="cell"),
    path("cases/", lists.index, name="list"),
    path("cases/map/", lists.map_page, name="map"),
    path("cases/map.json", lists.map_data, name="map-data"),
    path("cases/demands/", demands.unanswered, name="demands"),
    path("cases/<str:number>/", show.show, name="show"),
    path("cases/<str:number>/reply/", own.reply, name="reply"),
    path("cases/<str:number>/add/", own_words.add, name="add"),
    path("cases/<str:number>/edit/", own_words.edit, name="edit"),
    path("cases/<str:number>/redact/", own_words.redact, name="redact"),
    path("cases/<str:number>/withdraw/", own.withdraw, name="withdraw"),
    path("cases/<str:number>/separate/", own.separate, name="separate"),
]
