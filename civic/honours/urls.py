"""The addresses of honours."""

from django.urls import path

from civic.honours.views import checking, desk, own

app_name = "honours"
urlpatterns = [
    path("volunteer/honours/", own.honours, name="honours"),
    path("volunteer/honours/apply/", own.apply, name="apply"),
    path("volunteer/honours/give/", own.give, name="give"),
    path("volunteer/honours/rewards/<int:key>/", own.take, name="take"),
    path("volunteer/certificates/", own.certificates, name="certificates"),
    path("volunteer/certificates/<slug:number>/", own.certificate, name="certificate"),
    path("volunteer/certificates/<slug:number>/pdf/", own.certificate_pdf, name="certificate-pdf"),
    path("volunteer/thanks/", checking.thanks, name="thanks"),
    path("volunteer/check/", checking.check, name="check"),
    path("volunteer/check/<str:number>/", checking.checked_one, name="checked"),
    path("desk/volunteers/stars/", desk.stars, name="desk-stars"),
    path("desk/volunteers/stars/<int:key>/", desk.decide, name="decide"),
    path("desk/volunteers/rewards/", desk.rewards, name="desk-rewards"),
    path("desk/volunteers/rewards/<int:key>/end/", desk.end, name="end-reward"),
    path("desk/volunteers/certificates/", desk.certificates, name="desk-certificates"),
    path("desk/volunteers/certificates/<slug:number>/", desk.certificate, name="desk-certificate"),
]
