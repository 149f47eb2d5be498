"""The addresses of the little mayor."""

from django.urls import path

from civic.youth import views
from civic.youth.views import letters

app_name = "youth"
urlpatterns = [
    path("little-mayor/", views.front, name="front"),
    path("little-mayor/proposals/", views.listed, name="list"),
    path("little-mayor/proposals/<str:number>/", views.show, name="show"),
    path("little-mayor/map/", views.where, name="map"),
    path("little-mayor/editions/<int:number>/", views.edition, name="edition"),
    path("desk/youth/letters/", letters.letters, name="letters"),
    path("desk/youth/letters/<slug:number>/", letters.letter, name="desk-letter"),
    path("desk/youth/letters/<slug:number>/send/", letters.send, name="letter-send"),
    path("desk/youth/letters/<slug:number>/back/", letters.give_back, name="letter-back"),
    path("desk/youth/ideas/<int:key>/promise/", letters.promise, name="promise"),
]
