"""The phone desk's addresses."""

from django.urls import path

from civic.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.register, name="register"),
    path("keep/", views.keep, name="keep"),
    path("hints/", views.hints, name="hints"),
    path("kept/<int:key>/drop/", views.drop, name="drop"),
    path("done/<slug:number>/", views.show_receipt, name="receipt"),
    path("done/<slug:number>/text/", views.text, name="text"),
    path("again/", views.again, name="again"),
    path("again/<int:key>/", views.ring_back, name="ring-back"),
    path("again/<int:key>/end/", views.end, name="end"),
    path("cases/<slug:number>/", views.show_case, name="case"),
    path("cases/<slug:number>/<slug:verb>/", views.serve, name="serve"),
    path("print/<slug:number>/", views.print_answer, name="print"),
    path("checks/", views.show_checks, name="checks"),
    path("codes/", views.show_codes, name="codes"),
    path("codes/<int:key>/print/", views.print_codes, name="print-codes"),
    path("codes/<int:key>/void/", views.void_codes, name="void-codes"),
    path("calls/", views.show_calls, name="calls"),
    path("calls/<int:key>/", views.show_call, name="call"),
    path("calls/<int:key>/take/", views.take, name="take"),
    path("undelivered/", views.show_undelivered, name="undelivered"),
    path("undelivered/<int:key>/", views.show_message, name="message"),
    path("undelivered/<int:key>/take/", views.take_message, name="take-message"),
]
