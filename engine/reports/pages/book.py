"""The rulebook as one page to read and print: by document and chapter, with registers of rules and parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from engine.decision.decide import Prepared
from engine.reports.citations import STATUTES, chapter_named
from engine.reports.links import ended
from engine.reports.pages.examples import MOST_FACTS, Example, Known, cases_of, examples_of
from engine.reports.pages.html import anchor, page
from engine.reports.pages.rule import RuleView, Shelf, parameter_anchor, parameters_of
from engine.reports.sentences import Sentences
from engine.reports.subjects import subject_name
from engine.reports.words import AREAS, CONCLUDED, DOCUMENTS, OUTCOMES
from engine.rulebook.model import Citation, Document, Parameter, Rule, Rulebook
from engine.source.text import Lang, Text, same
from facts.wording.forms import forms

NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a document: the rules that stand under it, and the others that cite it."""

    anchor: str
    name: str
    rules: tuple[RuleView, ...]
    others: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A document with its chapters."""

    anchor: str
    document: Document
    kind: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A chapter cited: where it stands on the page (None: nowhere), its name, and what the clauses cited are about."""

    anchor: str | None
    name: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A parameter, and the rules that use it."""

    anchor: str
    parameter: Parameter
    title: str
    rules: tuple[Rule, ...]


def book_page(prepared: Prepared, folder: Path, lang: Lang) -> str:
    """Give the rulebook in `folder` as a page. Raises Problems where a test shown as an example does not hold."""
    rulebook = prepared.rulebook
    book = Book(rulebook, lang)
    return page(
        "book.html",
        lang,
        book=book,
        rulebook=rulebook,
        sections=book.sections(),
        figures=book.figures(),
        areas=book.areas(),
        examples=examples_of(prepared, cases_of(folder), rulebook.rules),
        outcomes=[(OUTCOMES[name].to(lang), text.to(lang)) for name, text in MEANINGS.items()],
    )


class Book:
    """What the templates ask for."""

    def __init__(self, rulebook: Rulebook, lang: Lang) -> None:
        self.rulebook, self.lang = rulebook, lang
        self.shelf = Shelf(rulebook, lang)
        self._cited = {(one.document, one.chapter) for rule in rulebook.rules.values() for one in rule.citations}

    def sections(self) -> tuple[Section, ...]:
        """Give the documents with the rules under the first chapter that each cites."""
        cited: dict[str, dict[str, dict[str, Rule]]] = {id_: {} for id_ in self.rulebook.documents}
        for rule in self.rulebook.rules.values():
            for citation in rule.citations:
                cited[citation.document].setdefault(citation.chapter, {})[rule.id] = rule
        return tuple(self._section(self.rulebook.documents[id_], chapters) for id_, chapters in cited.items())

    def _section(self, document: Document, cited: Mapping[str, Mapping[str, Rule]]) -> Section:
        found = []
        for chapter in [name for name in document.chapters if name in cited] or sorted(cited, key=_numbered):
            rules = cited[chapter].values()
            own = [rule for rule in rules if _first(rule) == (document.id, chapter)]
            others = [rule for rule in rules if _first(rule) != (document.id, chapter)]
            views = tuple(self.shelf.view(rule) for rule in own)
            heading = self.heading(document, chapter)
            found.append(Chapter(anchor(document.id, chapter), heading, views, tuple(others)))
        kind = DOCUMENTS.get(document.kind, same(document.kind)).to(self.lang)
        return Section(anchor("dokument", document.id), document, kind, tuple(found))

    def heading(self, document: Document, chapter: str) -> str:
        """Give a chapter's number and title, or what is known of them."""
        named, known = self.named(document, chapter), document.chapters.get(chapter)
        return f"{named}: {known.title.to(self.lang)}" if known and chapter[:1].isdigit() else named

    def named(self, document: Document, chapter: str) -> str:
        """Give a chapter's number with its word in full; the title of one that has no number."""
        if document.kind not in STATUTES and chapter[:1].isdigit():
            return Text(f"Kapitel {chapter}", f"Chapter {chapter}").to(self.lang)
        return chapter_named(document, chapter, self.lang)

    def sources(self, citations: Iterable[Citation], own: str = "") -> list[Source]:
        """Give citations by chapter, each with what its clauses are about; with the document's name if not `own`."""
        found = []
        for (id_, chapter), group in groupby(citations, key=lambda one: (one.document, one.chapter)):
            document = self.rulebook.documents[id_]
            clauses = [document.clause(chapter, one.clause) for one in group if one.clause]
            about = tuple(clause.title.to(self.lang) for clause in clauses if clause)
            named = self.named(document, chapter)
            told = named if id_ == own else f"{document.short.to(self.lang)}, {_lower(named)}"
            found.append(Source(anchor(id_, chapter) if (id_, chapter) in self._cited else None, told, about))
        return found

    def figures(self) -> tuple[Figure, ...]:
        """Give the parameters that rules use, by area and title."""
        users: dict[str, tuple[Parameter, list[Rule]]] = {}
        for rule in self.rulebook.rules.values():
            for parameter in parameters_of(rule):
                users.setdefault(parameter_anchor(parameter), (parameter, []))[1].append(rule)
        return tuple(
            Figure(place, parameter, self.title(parameter), tuple(rules))
            for place, (parameter, rules) in sorted(users.items())
        )

    def title(self, parameter: Parameter) -> str:
        """Give a parameter's title; its name in words where it has none."""
        return parameter.title.to(self.lang) if parameter.title else parameter.name.replace("_", " ")

    def areas(self) -> list[tuple[str, tuple[Rule, ...]]]:
        """Give the rules by area, in the order of their titles."""
        found: dict[str, list[Rule]] = {}
        for rule in sorted(self.rulebook.rules.values(), key=lambda rule: rule.title.to(self.lang).casefold()):
            found.setdefault(rule.area, []).append(rule)
        return [(AREAS.get(area, same(area)).to(self.lang), tuple(rules)) for area, rules in sorted(found.items())]

    def place(self, parameter: Parameter) -> str:
        """Give the anchor of a parameter."""
        return parameter_anchor(parameter)

    def outcome(self, example: Example) -> str:
        """Give what came out of an example."""
        outcome = example.decision.outcome
        return (CONCLUDED.get(outcome) or OUTCOMES[outcome]).to(self.lang)

    def why(self, example: Example) -> str:
        """Give why an example came out as it did."""
        return ended(Sentences(example.judgement, self.lang).why(example.decision))

    def facts(self, example: Example) -> tuple[list[tuple[str, list[Known]]], int]:
        """Give what an example shows of what the rule looked at, by subject, and how much more there is."""
        known = example.known
        found: dict[str, list[Known]] = {}
        for one in known[:MOST_FACTS]:
            found.setdefault(self.whose(example, one), []).append(one)
        return list(found.items()), max(0, len(known) - MOST_FACTS)

    def label(self, known: Known) -> str:
        """Give what a fact is called; what is concluded by the title of its rule."""
        if known.rule is not None:
            return self.rulebook.rules[known.rule].title.to(self.lang)
        return self.rulebook.vocabulary.field(known.entity, known.field).label.to(self.lang)

    def whose(self, example: Example, known: Known) -> str:
        """Give the subject of a fact: the one decided on with its article, others by their names."""
        subject = example.decision.subject
        if (known.entity, known.id) == (subject.entity, subject.id):
            return forms(known.entity).the.to(self.lang)
        return subject_name(example.judgement.facts, known.entity, known.id, self.lang)


MEANINGS = {
    "met": Text("reglen gælder, og kravet er opfyldt", "the rule applies, and its demand is kept"),
    "breached": Text(
        "reglen gælder, og kravet er ikke opfyldt; for bør og kan er det en bemærkning",
        "the rule applies, and its demand is not kept; of should and may it is a remark",
    ),
    "exempt": Text("reglen gælder, men der er en undtagelse", "the rule applies, but an exception holds"),
    "not_applicable": Text(
        "reglen gælder ikke for emnet på datoen", "the rule does not apply to the subject on the date"
    ),
    "undetermined": Text(
        "en oplysning, der kan ændre svaret, mangler, eller aftalen lader det stå åbent",
        "a fact that could change the answer is missing, or the agreement leaves it open",
    ),
}


def _lower(named: str) -> str:
    """Give a chapter's name as it stands within a sentence."""
    return named[:1].lower() + named[1:]


def _first(rule: Rule) -> tuple[str, str]:
    return rule.citations[0].document, rule.citations[0].chapter


def _numbered(chapter: str) -> tuple[int, list[int], str]:
    """Give what orders chapters: numbers by value, before those that have none."""
    return 0 if chapter[:1].isdigit() else 1, [int(number) for number in NUMBER.findall(chapter)], chapter
