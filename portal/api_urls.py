"""The machine's door: every address under /api/v1/."""

from django.urls import path

from civic.attendances import api as attendances
from civic.cases import api as cases
from civic.comments import api as comments
from civic.communities import api as communities
from civic.desk import api as desk
from civic.feedback import api as feedback
from civic.insights import api as insights
from civic.offices import api as offices
from civic.places import api as places
from civic.promises import api as promises
from civic.suggestions import api as suggestions
from civic.youth import api as youth
from portal.views import api_pages

app_name = "api"
urlpatterns = [
    path("cases/", cases.Cases.as_view(), name="cases"),
    path("cases/similar/", cases.SimilarCases.as_view(), name="similar-cases"),
    path("cases/<str:number>/", cases.OneCase.as_view(), name="case"),
    path("cases/<str:number>/timeline/", cases.Timeline.as_view(), name="timeline"),
    path("cases/<str:number>/replies/", cases.Replies.as_view(), name="replies"),
    path("cases/<str:number>/supports/", cases.Supports.as_view(), name="supports"),
    path("cases/<str:number>/comments/", comments.CommentsView.as_view(), name="comments"),
    path("cases/<str:number>/additions/", cases.Additions.as_view(), name="additions"),
    path("cases/<str:number>/edits/", cases.Edits.as_view(), name="edits"),
    path("cases/<str:number>/redactions/", cases.Redactions.as_view(), name="redactions"),
    path("cases/<str:number>/withdrawal/", cases.Withdrawal.as_view(), name="withdrawal"),
    path("cases/<str:number>/ratings/", feedback.Ratings.as_view(), name="ratings"),
    path("cases/<str:number>/verdict/", feedback.Verdict.as_view(), name="verdict"),
    path("cases/<str:number>/appeals/", feedback.Appeals.as_view(), name="appeals"),
    path("cases/<str:number>/objections/", feedback.Objections.as_view(), name="objections"),
    path("cases/<str:number>/withholding-appeals/", feedback.WithholdingAppeals.as_view(), name="withholding-appeals"),
    path("suggestions/", suggestions.Suggestions.as_view(), name="suggestions"),
    path("suggestions/<str:number>/", suggestions.OneSuggestion.as_view(), name="suggestion"),
    path("suggestions/<str:number>/supports/", suggestions.SuggestionSupports.as_view(), name="suggestion-supports"),
    path("thresholds/", suggestions.Thresholds.as_view(), name="thresholds"),
    path("rounds/", suggestions.Rounds.as_view(), name="rounds"),
    path("rounds/<slug:slug>/", suggestions.OneRound.as_view(), name="round"),
    path("topics/", cases.Topics.as_view(), name="topics"),
    path("topics/<str:code>/", cases.OneTopic.as_view(), name="topic"),
    path("communities/<str:code>/", communities.OneCommunity.as_view(), name="community"),
    path("promises/", promises.Promises.as_view(), name="promises"),
    path("promises/<str:code>/", promises.OnePromise.as_view(), name="promise"),
    path("youth/proposals/", youth.Proposals.as_view(), name="youth-proposals"),
    path("youth/proposals/<str:number>/", youth.OneProposal.as_view(), name="youth-proposal"),
    path("volunteer/scans/", attendances.Scans.as_view(), name="volunteer-scans"),
    path("matters/", offices.Matters.as_view(), name="matters"),
    path("offices/", offices.Offices.as_view(), name="offices"),
    path("areas/", places.Areas.as_view(), name="areas"),
    path("cells/", places.Cells.as_view(), name="cells"),
    path("components/", places.Components.as_view(), name="components"),
    path("components/<str:code>/", places.OneComponent.as_view(), name="component"),
    path("desk/cases/", desk.Worklist.as_view(), name="worklist"),
    path("desk/cases/<str:number>/moves/", desk.Moves.as_view(), name="moves"),
    path("desk/tasks/", desk.Tasks.as_view(), name="tasks"),
    path("desk/tasks/<int:key>/moves/", desk.TaskMoves.as_view(), name="task-moves"),
    path("desk/suggestions/<str:number>/", desk.Weighing.as_view(), name="weighing"),
    path("desk/assessments/", desk.Assessments.as_view(), name="assessments"),
    path("desk/assessments/<int:key>/moves/", desk.OneAssessment.as_view(), name="assessment-moves"),
    path("search/", insights.Search.as_view(), name="search"),
    path("scores/", insights.Scores.as_view(), name="scores"),
    path("schema/", api_pages.Schema.as_view(), name="schema"),
    path("docs/", api_pages.docs, name="docs"),
]
