"""The addresses of comments."""

from django.urls import path

from civic.comments import views

app_name = "comments"
urlpatterns = [
    path("cases/<str:number>/comments/", views.comments, name="show"),
    path("cases/<str:number>/comments/<int:key>/report/", views.report, name="report"),
    path("cases/<str:number>/comments/<int:key>/take-back/", views.take_back, name="take-back"),
]
