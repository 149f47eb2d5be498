"""The addresses of suggestions."""

from django.urls import path

from civic.suggestions.views import index, paper, rounds, show, table, wish

app_name = "suggestions"
urlpatterns = [
    path("", index.index, name="list"),
    path("map/", index.map_page, name="map"),
    path("suggestions.csv", table.table, name="table"),
    path("rounds/<slug:slug>/", rounds.show, name="round"),
    path("<str:number>/", show.show, name="show"),
    path("<str:number>/support/", show.support, name="support"),
    path("<str:number>/code/", paper.use_code, name="code"),
    path("<str:number>/wish/", wish.wish, name="wish"),
]
