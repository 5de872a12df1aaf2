"""The format of a rule file and of documents.yaml, as pydantic models.

Their JSON Schema is what an editor completes with.
Every value is text here; expressions, dates and figures are read by the rulebook's own checks, which know the places.
What is mere layout, the white space in expressions and texts, is gone: files that differ in it alone give equal models.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema

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
    """A passage of another document than the file's own."""

    document: str = Field(description="A document of documents.yaml.")
    chapter: Chapter = Field(description="Chapter or section, as the document numbers it.")


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
    cite: Cite = Field(description="Chapters of the file's document, or of others.")
    review_by: Day = Field(description="When someone must look at it again.")


class UnlessFormat(Format):
    """An exception, with the passage that makes it: a conclusion of another rule, or a condition of its own."""

    rule: str | None = Field(default=None, description="The id of the rule that concludes the exception: area/name.")
    when: Expression | None = Field(default=None, description="When the exception holds.")
    cite: Cite = Field(description="The passage that makes the exception.")


SAYS = "It as a clause: [not] is said only where it fails; [a|b] is a where it holds, else b; {name} gives a figure."


class TermFormat(Format):
    """A named expression with words for it, for those who read what came of it."""

    expression: Expression = Field(alias="is", description="What the name stands for.")
    title: Both = Field(description="The term in a few words.")
    says: Both | None = Field(default=None, description=SAYS)


class RuleFormat(Format):
    """One clause. With `concludes` it settles whether something is the case; with `require` it can be breached."""

    cite: Cite = Field(description="Chapters of the file's document, or of others.")
    modality: Literal["skal", "bør", "kan"] = Field(description="How strongly the clause binds.")
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
    rules: dict[str, RuleFormat] = Field(min_length=1, description="The rules, by name.")


class DocumentFormat(Format):
    """An agreement or a statute that rules cite."""

    title: Both = Field(description="What the document is called.")
    kind: Literal["aftale", "lov", "bekendtgørelse", "nyhed"] = Field(description="What kind of document it is.")
    parties: list[Prose] = Field(default_factory=list, description="Who made it.")
    in_force: InForce = Field(description="The period in which it holds.")
    published: Both = Field(description="Where it can be had.")


class DocumentsFormat(Format):
    """documents.yaml."""

    documents: dict[str, DocumentFormat] = Field(min_length=1, description="The documents, by the name rules cite.")


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a rule file."""
    inner = RuleFileFormat.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **inner, "title": "Klausul rule file"}
