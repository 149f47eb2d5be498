"""The addresses of a family's rights, and of those who look after children's data."""

from django.urls import path

from civic.families.views import child, family, openings, papers, requests, texts

app_name = "families"
urlpatterns = [
    path("little-mayor/family/kept/", family.timetable, name="timetable"),
    path("little-mayor/family/<uuid:key>/kept/", family.kept, name="kept"),
    path("little-mayor/family/<uuid:key>/heard/", family.heard, name="heard"),
    path("little-mayor/family/<uuid:key>/kept/copy/", family.copy, name="copy"),
    path("little-mayor/family/<uuid:key>/kept/ask/", family.ask, name="ask"),
    path("little-mayor/family/<uuid:key>/kept/contact/", family.contact, name="contact"),
    path("little-mayor/family/<uuid:key>/kept/erase/", family.erase, name="erase"),
    path("little-mayor/about-me/", child.mine, name="mine"),
    path("little-mayor/about-me/erase/", child.erase_mine, name="erase-mine"),
    path("desk/youth/openings/", openings.openings, name="openings"),
    path("desk/youth/openings/ask/", openings.ask_opening, name="ask-opening"),
    path("desk/youth/openings/<int:key>/", openings.opening, name="opening"),
    path("desk/youth/openings/<int:key>/read/", openings.read_opening, name="read-opening"),
    path("desk/youth/openings/<int:key>/correct/", openings.correct, name="correct"),
    path("desk/youth/openings/<int:key>/withhold/<int:ward>/", openings.withhold, name="withhold"),
    path("desk/youth/openings/<int:key>/<slug:verb>/", openings.decide_opening, name="decide-opening"),
    path("desk/youth/requests/", requests.requests, name="requests"),
    path("desk/youth/requests/new/", requests.write_down, name="write-down"),
    path("desk/youth/requests/<uuid:key>/", requests.one_request, name="request"),
    path("desk/youth/requests/<uuid:key>/erase/", requests.erase_request, name="erase-request"),
    path("desk/youth/audit/", papers.audit, name="audit"),
    path("desk/youth/audit/reports/<int:key>/", papers.report, name="report"),
    path("desk/youth/audit/reports/<int:key>/report.json", papers.report_file, name="report-file"),
    path("desk/youth/audit/assessments/new/", papers.new_assessment, name="new-assessment"),
    path("desk/youth/audit/assessments/<int:key>/", papers.assessment, name="assessment"),
    path("desk/youth/audit/breaches/new/", papers.new_breach, name="new-breach"),
    path("desk/youth/audit/breaches/<int:key>/", papers.breach, name="breach"),
    path("desk/youth/texts/", texts.texts, name="texts"),
    path("desk/youth/texts/new/", texts.new_text, name="new-text"),
    path("desk/youth/texts/<int:key>/", texts.text, name="text"),
    path("desk/youth/lists/new/", papers.new_export, name="new-export"),
    path("desk/youth/lists/<int:key>/", papers.export, name="export"),
    path("desk/youth/lists/<int:key>/<slug:verb>/", papers.act_on_export, name="act-on-export"),
]
