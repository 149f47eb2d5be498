"""The addresses of a vote."""

from django.urls import path

from civic.ballots.views import desk, public

app_name = "ballots"
urlpatterns = [
    path("little-mayor/vote/", public.vote, name="vote"),
    path("little-mayor/vote/thanks/", public.thanks, name="thanks"),
    path("little-mayor/vote/<uuid:key>/", public.result, name="result"),
    path("little-mayor/vote/<uuid:key>/papers.csv", public.papers, name="papers"),
    path("little-mayor/vote/<uuid:key>/counts.csv", public.counts, name="counts"),
    path("desk/youth/votes/", desk.votes, name="desk-votes"),
    path("desk/youth/votes/<int:key>/", desk.desk_vote, name="desk-vote"),
    path("desk/youth/votes/<int:key>/stop/", desk.stop, name="stop"),
    path("desk/youth/votes/<int:key>/codes/", desk.make_codes, name="make-codes"),
    path("desk/youth/votes/<int:key>/codes/<int:sheet>/print/", desk.print_codes, name="print-codes"),
    path("desk/youth/votes/<int:key>/codes/<int:sheet>/void/", desk.void_codes, name="void-codes"),
]
