"""Where a resident rates an answer or appeals against it."""

from django.urls import path

from civic.feedback import views

app_name = "feedback"
urlpatterns = [
    path("cases/<str:number>/rate/", views.rate, name="rate"),
    path("cases/<str:number>/appeal/", views.appeal, name="appeal"),
]
