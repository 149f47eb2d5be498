"""The addresses of the little mayor."""

from django.urls import path

from civic.youth import views

app_name = "youth"
urlpatterns = [
    path("", views.front, name="front"),
    path("proposals/", views.listed, name="list"),
    path("proposals/<str:number>/", views.show, name="show"),
    path("editions/<int:number>/", views.edition, name="edition"),
]
