"""The addresses of a person's own page."""

from django.urls import path

from civic.me import views

app_name = "me"
urlpatterns = [
    path("", views.show, name="show"),
    path("link/", views.ask_link, name="link"),
    path("open/<str:token>/", views.open_link, name="open"),
    path("take-along/", views.take_along, name="take-along"),
    path("erase/", views.erase_me, name="erase"),
    path("erased/", views.erased, name="erased"),
]
