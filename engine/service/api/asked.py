"""What the routes take in a query: the same as the command's options, under the same names."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError, PydanticKnownError
from starlette.exceptions import HTTPException
from starlette.requests import Request

from engine.reports.reporter import FORMATS, Detail
from engine.service.api.examples import RULE, SUBJECT
from engine.service.api.tasks import Wanted
from engine.service.case import Case
from engine.service.downloads import MEDIA, accepted
from engine.service.problem import language
from engine.source.text import Lang
from engine.values.exact import NotExact, value
from engine.values.kinds import DATE
from facts.read import File

REPORTS = {form: MEDIA[form] for form in ("json", *(name for name in FORMATS if name != "json"))}
"""The media types of reports, JSON first: it is what is given where no one asks for another."""
MANY, LONG = 100, 200


def _day(given: Any) -> Any:
    try:
        return value(given, DATE)
    except NotExact:
        raise PydanticCustomError("day", "not a date") from None


def _reading(given: Any) -> Any:
    rule, _, option = str(given).partition("=")
    if not (rule and option):
        raise PydanticCustomError("reading", "not RULE=NAME")
    return given


def _form(given: Any) -> Any:
    if given not in REPORTS:
        raise PydanticKnownError("literal_error", {"expected": ", ".join(REPORTS)})
    return given


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
Id = Annotated[str, Field(min_length=1, max_length=LONG)]
Reading = Annotated[Id, BeforeValidator(_reading, json_schema_input_type=str)]
Form = Annotated[str, BeforeValidator(_form), Field(json_schema_extra={"enum": list(REPORTS)})]
Outcome = Literal[
    "breached",
    "deviation",
    "remark",
    "undetermined",
    "exempt",
    "met",
    "not_applicable",
    "true",
    "false",
    "unknown",
]
Chosen = Annotated[list[Id], Field(max_length=MANY)]


class Named(BaseModel):
    """What a route takes; a name that it does not know is told, not passed over."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Lang | None = Field(None, description="The language of texts; else Accept-Language, else Danish.")


class Judging(Named):
    """How facts are judged, and how what comes of it is told."""

    as_of: Day | None = Field(None, description="Judge by what was in force then (default: as_of of the facts).")
    reading: list[Reading] = Field(
        [], max_length=MANY, description="RULE=NAME: read what the text leaves open otherwise."
    )
    format: Form | None = Field(None, description="The report's format, before what Accept says (default: json).")

    def form(self, request: Request) -> str:
        """Give the format of the report. Raises HTTPException where there is none that the client takes."""
        return self.format or negotiated(request, REPORTS)

    def readings(self) -> tuple[tuple[str, str], ...]:
        """Give the readings as pairs of a rule and an option."""
        pairs = (text.partition("=") for text in self.reading)
        return tuple((rule, option) for rule, _, option in pairs)


class CheckQuery(Judging):
    """What is checked, and how much is told."""

    area: Chosen = Field([], description="Only rules of these areas.")
    rule: Chosen = Field([], description="Only these rules.")
    detail: Detail = Field("short", description="The counts; a sentence for each decision; or each with its trace.")
    all: bool = Field(False, description="Show what is met and not applicable, too; JSON always does.")

    def case(self, files: tuple[File, ...]) -> Case:
        """Give the check of these files."""
        return Case(files, (), self.as_of, tuple(self.area), tuple(self.rule), self.readings())

    def wanted(self, request: Request) -> Wanted:
        """Give how the report is wanted."""
        return Wanted(self.form(request), self.lang or language(request), self.detail, self.all)


class DecisionQuery(Judging):
    """Which decision, and how much is told of it."""

    rule: Id = Field(description="The rule's id.", examples=[RULE])
    subject: Id = Field(description="The subject's id.", examples=[SUBJECT])
    detail: Detail = Field("full", description="How much is told: in full with its trace.")

    def case(self, files: tuple[File, ...]) -> Case:
        """Give the check of these files by this rule."""
        return Case(files, (), self.as_of, (), (self.rule,), self.readings())

    def wanted(self, request: Request) -> Wanted:
        """Give how the report is wanted."""
        return Wanted(self.form(request), self.lang or language(request), self.detail, everything=True)


class RulesQuery(Named):
    """Which rules."""

    area: Chosen = Field([], description="Only rules of these areas.")
    document: Chosen = Field([], description="Only rules that cite these documents.")


class ParametersQuery(Named):
    """Which parameters, as of when."""

    as_of: Day | None = Field(None, description="The day whose values are given (default: today).")
    rule: Chosen = Field([], description="Only parameters that these rules use.")


class DeadlinesQuery(Named):
    """Which deadlines."""

    from_: Day | None = Field(None, alias="from", description="The first day (default: today).")
    to: Day | None = Field(None, description="The last day (default: four years later).")
    format: Literal["json", "ics"] | None = Field(None, description="Before what Accept says (default: json).")


class Recorded(Named):
    """When something was recorded."""

    since: Day | None = Field(None, alias="from", description="Recorded on this day or after, in UTC.")
    until: Day | None = Field(None, alias="to", description="On this day or before, in UTC.")


class RunsQuery(Recorded):
    """Which recorded runs."""

    all: bool = Field(False, description="All runs, not only the newest.")


class SearchQuery(Recorded):
    """Which recorded decisions."""

    rule: Chosen = Field([], description="Decisions of these rules.")
    subject: Chosen = Field([], description="Decisions on these subjects.")
    outcome: Annotated[list[Outcome], Field(max_length=MANY)] = Field([], description="Decisions that came out so.")
    operator: Chosen = Field([], description="Decisions that concern these operators.")
    most: int = Field(100, ge=1, le=10_000, description="Give no more than these.")


class RunQuery(Named):
    """Which of a run's decisions."""

    rule: Id | None = Field(None, description="The decisions of this rule.")
    subject: Id | None = Field(None, description="The decisions on this subject.")


class ReportQuery(Named):
    """How a run's report is wanted."""

    format: Form | None = Field(None, description="The report's format, before what Accept says (default: json).")
    detail: Detail = Field("short", description="The counts; a sentence for each decision; or each with its trace.")
    all: bool = Field(False, description="Show what is met and not applicable, too; JSON always does.")

    def wanted(self, request: Request) -> Wanted:
        """Give how the report is wanted."""
        form = self.format or negotiated(request, REPORTS)
        return Wanted(form, self.lang or language(request), self.detail, self.all)


def negotiated(request: Request, media: dict[str, str]) -> str:
    """Give the format that Accept asks for. Raises HTTPException where none of them is taken."""
    form = accepted(request.headers.get("accept", ""), media)
    if form is None:
        raise HTTPException(406)
    return form
