"""Components: found by their plate, each on its page, and the register as a whole."""

from django.urls import path

from civic.places.views import components, register

app_name = "places"
urlpatterns = [
    path("components/", components.index, name="components"),
    path("components/register/", register.register, name="register"),
    path("components/<str:code>/", components.show, name="component"),
    path("components/<str:code>/qr.svg", components.qr, name="component-qr"),
]
