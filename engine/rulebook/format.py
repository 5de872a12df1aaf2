"""The format of a rule file and of documents.yaml, as pydantic models.

Their JSON Schema is what an editor completes with.
Every value is text here; expressions, dates and figures are read by the rulebook's own checks, which know the places.
What is mere layout, the white space in expressions and texts, is gone: files that differ in it alone give equal models.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

from engine.rulebook.model import Because, Modality

SPACES = re.compile(r'("[^"]*")|\s+')
NOT_BETWEEN_WORDS = re.compile(r'("[^"]*")|(?<!\w) | (?!\w)')


def one_line(text: str) -> str:
    """Give `text` with single spaces."""
    return " ".join(text.split())


def tight(text: str) -> str:
    """Give an expression without the white space that means nothing."""
    spaced = SPACES.sub(lambda match: match[1] or " ", text).strip()
    return NOT_BETWEEN_WORDS.sub(lambda match: match[1] or "", spaced)


BARE = {"type": ["string", "number"]}
CONDITION = {"type": ["string", "number", "boolean"]}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(one_line)]
Expression = Annotated[str, AfterValidator(tight), WithJsonSchema(CONDITION)]
Day = Annotated[str, WithJsonSchema(DAY)]
Figure = Annotated[str, AfterValidator(one_line), WithJsonSchema(BARE)]
Chapter = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(one_line),
    WithJsonSchema({**BARE, "minLength": 1}),
]


def _only_days(schema: dict[str, Any]) -> None:
    schema["anyOf"][0]["additionalProperties"] = False


class Format(BaseModel):
    """What all parts of the format share: no key that is not known, nothing converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Both(Format):
    """A text for people, in Danish and English."""

    da: Prose = Field(description="The text in Danish.")
    en: Prose = Field(description="The text in English.")


class Cited(Format):
    """A clause of another document than the file's own."""

    document: str = Field(description="A document of documents.yaml.")
    chapter: Chapter = Field(
        description="Chapter and clause, as 14/meddelelse; the chapter alone where documents.yaml lists no clauses."
    )


Cite = Chapter | Cited | list[Chapter | Cited]


class InForce(Format):
    """The period in which something holds, both days included; either end may be open."""

    start: Day | None = Field(default=None, alias="from", description="The first day, such as 2017-01-01.")
    end: Day | None = Field(default=None, alias="to", description="The last day, such as 2017-12-31.")


class Span(Format):
    """A parameter's value in one period."""

    start: Day = Field(alias="from", description="The first day, such as 2017-01-01.")
    end: Day | None = Field(default=None, alias="to", description="The last day; without it the period is open.")
    value: Figure | list[str] = Field(description="The value: 6.1 %, 1000 kr, 12, 2017-01-31, a text or a list.")


Unit = Literal["procent", "kroner", "tal", "dato", "dage", "maaneder", "tekst", "liste"]


class ParameterFormat(Format):
    """A figure, date or list that the agreement sets, by the date it holds from."""

    unit: Unit = Field(description="What kind of value it is.")
    of: str | None = Field(default=None, description="For a list: the field whose choices it lists, tilbud.lovhjemler.")
    title: Both | None = Field(default=None, description="What the figure is called.")
    values: dict[Day, Figure | list[str]] | list[Span] = Field(
        description="The value by the date it holds from, until the next; or a list of periods with a value each.",
        json_schema_extra=_only_days,
    )
    cite: Cite = Field(description="Clauses of the file's document, as 11.3/overhead, or of others.")
    review_by: Day = Field(description="When someone must look at it again.")


class UnlessFormat(Format):
    """An exception, with the passage that makes it: a conclusion of another rule, or a condition of its own."""

    rule: str | None = Field(default=None, description="The id of the rule that concludes the exception: area/name.")
    when: Expression | None = Field(default=None, description="When the exception holds.")
    cite: Cite = Field(description="The clause that makes the exception.")


SAYS = "It as a clause: [not] is said only where it fails; [a|b] is a where it holds, else b; {name} gives a figure."


class TermFormat(Format):
    """A named expression with words for it, for those who read what came of it."""

    expression: Expression = Field(alias="is", description="What the name stands for.")
    title: Both = Field(description="The term in a few words.")
    says: Both | None = Field(default=None, description=SAYS)


class OptionFormat(Format):
    """One way to read an open question: other definitions of terms; none for the way that the terms are written."""

    title: Both = Field(description="The reading in a few words that can follow 'if'.")
    terms: dict[str, Expression] = Field(default_factory=dict, description="What terms stand for by this reading.")


class ReadingFormat(Format):
    """A question that the text leaves open, and the ways to read it."""

    question: Both = Field(description="What the text leaves open, as a question.")
    used: str = Field(description="The option that is used where no other is chosen: the one the terms are written by.")
    why: Both = Field(description="Why that one is used.")
    options: dict[str, OptionFormat] = Field(min_length=1, description="The ways to read it, by name.")


class RuleFormat(Format):
    """One clause. With `concludes` it settles whether something is the case; with `require` it can be breached."""

    cite: Cite = Field(description="Clauses of the file's document, as 11.3/overhead, or of others.")
    modality: Modality = Field(description="How strongly the clause binds.")
    title: Both = Field(description="The rule in a few words.")
    says: Both | None = Field(default=None, description=SAYS)
    subject: str | None = Field(default=None, description="Where it differs from the file's subject.")
    in_force: InForce | None = Field(default=None, description="Where it differs from the document's period.")
    concludes: str | None = Field(default=None, description="The name that other rules know the conclusion by.")
    when: Expression | None = Field(default=None, description="When the rule applies; for a conclusion, its test.")
    require: Expression | None = Field(default=None, description="What must hold where the rule applies.")
    unless: list[UnlessFormat] = Field(default_factory=list, description="The exceptions to the rule.")
    interpretation: Both | None = Field(default=None, description="What the text leaves open, and the reading chosen.")
    remedy: Both | None = Field(default=None, description="What puts a breach right.")
    question: Both | None = Field(
        default=None, description="Where only a person can finally judge: what to ask that person."
    )


class YearsFormat(Format):
    """The years that a deadline is reckoned for, both included; either end may be open."""

    start: str | None = Field(default=None, alias="from", description="The first year, such as 2014.")
    end: str | None = Field(default=None, alias="to", description="The last year, such as 2017.")


class DeadlineFormat(Format):
    """A day by which a rule wants something done, reckoned for each year."""

    rule: str = Field(description="The rule of this file that wants it done.")
    title: Both = Field(description="What must be done; {aar} stands for the year, {aar+N} for one N years later.")
    years: YearsFormat | None = Field(default=None, description="Where they differ from the years of the rule.")
    when: Expression | None = Field(default=None, description="Which of those years, by `aar`: left out, all.")
    by: Expression = Field(description="The last day, by `aar` and the file's parameters.")


class RuleFileFormat(Format):
    """A rule file: one topic of one document."""

    document: str = Field(description="The document of documents.yaml that the rules come from.")
    subject: str = Field(description="The entity that the rules are about, such as tilbud or takst.")
    parameters: dict[str, ParameterFormat] = Field(
        default_factory=dict, description="What the agreement sets, by name."
    )
    terms: dict[str, Expression | TermFormat] = Field(
        default_factory=dict, description="Expressions with a name, used in the rules."
    )
    readings: dict[str, ReadingFormat] = Field(
        default_factory=dict, description="Questions that the text leaves open, and the ways to read them."
    )
    rules: dict[str, RuleFormat] = Field(min_length=1, description="The rules, by name.")
    deadlines: dict[str, DeadlineFormat] = Field(
        default_factory=dict, description="The days by which the rules want something done, by name."
    )


class NoRuleFormat(Format):
    """Why no rule encodes a clause, or a chapter."""

    because: Because = Field(description="The kind of reason.")
    text: Both = Field(description="The reason.")


class ClauseFormat(Format):
    """A clause that rules cite, or that none encodes. The passage itself is never here."""

    title: Both = Field(description="What the clause is about, in our own words.")
    passage: str = Field(description="The fingerprint that `klausul rules fingerprint` gives of the passage.")
    no_rule: NoRuleFormat | None = Field(default=None, description="Why no rule encodes it; left out where one does.")


class ChapterFormat(Format):
    """A chapter: its clauses, or why it has none that a rule could encode."""

    title: Both = Field(description="What the chapter is about, in our own words.")
    clauses: dict[str, ClauseFormat] = Field(default_factory=dict, description="The clauses, by name, in their order.")
    no_rule: NoRuleFormat | None = Field(default=None, description="Why no rule encodes anything of the chapter.")


class DocumentFormat(Format):
    """An agreement or a statute that rules cite."""

    title: Both = Field(description="What the document is called.")
    short: Both | None = Field(default=None, description="What it is called for short, where its title is long.")
    kind: Literal["aftale", "lov", "bekendtgørelse", "nyhed"] = Field(description="What kind of document it is.")
    parties: list[Prose] = Field(default_factory=list, description="Who made it.")
    in_force: InForce = Field(description="The period in which it holds.")
    published: Both = Field(description="Where it can be had.")
    not_at_hand: Both | None = Field(default=None, description="Why its clauses are not listed: chapters are cited.")
    chapters: dict[Chapter, ChapterFormat] = Field(
        default_factory=dict, description="All chapters by number or short name; rules then cite clauses of them."
    )


class DocumentsFormat(Format):
    """documents.yaml."""

    documents: dict[str, DocumentFormat] = Field(min_length=1, description="The documents, by the name rules cite.")


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a rule file."""
    inner = RuleFileFormat.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **inner, "title": "Klausul rule file"}
