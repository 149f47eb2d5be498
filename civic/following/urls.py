"""The addresses of following."""

from django.urls import path

from civic.following import views

app_name = "following"
urlpatterns = [
    path("cases/<str:number>/follow/", views.follow_case, name="case"),
    path("following/confirm/<str:token>/", views.confirm, name="confirm"),
    path("following/stop/<str:token>/", views.stop, name="stop"),
]
