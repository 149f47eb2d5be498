"""Where a resident rates an answer or appeals against it, and where whoever is named or shown objects."""

from django.urls import path

from civic.feedback import views

app_name = "feedback"
urlpatterns = [
    path("cases/<str:number>/say/", views.say, name="say"),
    path("solved/<str:token>/", views.say_by_link, name="say-by-link"),
    path("cases/<str:number>/stayed-solved/", views.say_again, name="say-again"),
    path("stayed-solved/<str:token>/", views.say_again_by_link, name="say-again-by-link"),
    path("cases/<str:number>/rate/", views.rate, name="rate"),
    path("cases/<str:number>/appeal/", views.appeal, name="appeal"),
    path("cases/<str:number>/appeal-withholding/", views.appeal_withholding, name="appeal-withholding"),
    path("cases/<str:number>/object/", views.object_to, name="object"),
]
