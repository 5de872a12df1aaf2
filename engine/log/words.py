"""What stands in the log, in words: values, outcomes, subjects and causes, in either language."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from engine.log.causes import Cause
from engine.log.kept import Data, Kept, Key
from engine.log.rulefiles import Written
from engine.reports.display import shown_date, shown_figure, shown_value
from engine.reports.words import MODALITY, REASONS
from engine.source.text import Lang, Text
from engine.values.exact import NotExact, value
from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, TRUTH
from facts.stored import kept_of
from facts.vocabulary import vocabulary

FIGURES = {kind.name: kind for kind in (NUMBER, MONEY, SHARE, DAYS, MONTHS)}
RULE_PARTS = {
    "": Text("reglen", "the rule"),
    "in_force": Text("gyldigheden af", "the period of"),
    "modality": Text("styrken af", "the modality of"),
}
"""The part of a rule that a cause is of."""
TRUTHS = {"true": Text("ja", "yes"), "false": Text("nej", "no")}


@dataclass(frozen=True, slots=True)
class Names:
    """What the rules, documents and subjects of a run are called."""

    titles: Mapping[str, Text]
    parameters: Mapping[tuple[str, str], Text]
    documents: Mapping[str, Text]
    fields: Mapping[Key, str]
    lang: Lang

    @classmethod
    def of(cls, kept: Kept, lang: Lang) -> Names:
        """Give the names that a run has for them. Raises Problems where it is damaged."""
        written = Written(kept.files())
        return cls(written.titles(), written.parameters(), written.documents(), kept.fields(), lang)

    def rule(self, id_: str) -> str:
        """Give a rule's title, or its id where it has none."""
        title = self.titles.get(id_)
        return title.to(self.lang) if title else id_

    def cited(self, citation: Data) -> str:
        """Give a citation, as data: the document's title, or its id, with the chapter."""
        title = self.documents.get(citation["document"])
        return f"{title.to(self.lang) if title else citation['document']}, {citation['chapter']}"

    def parameter(self, rule: str, name: str) -> str:
        """Give the title of a parameter that a rule uses, or its name where it has none."""
        title = self.parameters.get((rule, name))
        return title.to(self.lang) if title else name.replace("_", " ")

    def subject(self, entity: str, id_: str) -> str:
        """Give a subject's name with its kind and id, or kind and id alone."""
        name = self.fields.get((entity, id_, "navn"))
        with_id = f"{kind(entity, self.lang)} {id_}"
        return f"{name} ({with_id})" if name else with_id

    def cause(self, cause: Cause) -> str:
        """Give a cause as one line."""
        arrow = " → ".join(self._value(text, cause) for text in (cause.before, cause.now))
        match cause.what:
            case "fact":
                entity, id_, field = cause.of
                return f"{label_of(entity, field, self.lang)}, {self.subject(entity, id_)}: {arrow}"
            case "subject":
                there = Text("er kommet til", "is new") if cause.now else Text("er der ikke mere", "is there no more")
                return f"{self.subject(*cause.of)} {there.to(self.lang)}"
            case "parameter" | "step":
                title = self.parameters.get((cause.of[0], cause.of[1]))
                named = f"{title.to(self.lang)} ({cause.of[1]})" if title else cause.of[1]
                return f"{named}, {cause.of[0]}: {arrow}"
            case "rule":
                what, before, now = RULE_PARTS[cause.of[1]], cause.before or "–", cause.now or "–"
                if cause.of[1] == "modality":
                    before, now = (MODALITY[each].to(self.lang) for each in (before, now))
                return f"{what.to(self.lang)} {cause.of[0]}: {before} → {now}"
            case "reading":
                own = Text("reglernes egen", "the rules' own").to(self.lang)
                read = Text("læsningen", "the reading").to(self.lang)
                return f"{read} {cause.of[0]}: {cause.before or own} → {cause.now or own}"
            case "date":
                return Text("datoen, der bedømmes efter: ", "the date judged by: ").to(self.lang) + arrow
            case "conclusion":
                return f"{self.rule(cause.of[0])}, {self.subject(*cause.of[1:])}: {cause.before} → {cause.now}"
        return f"Klausul {cause.before} → {cause.now}"

    def _value(self, text: str | None, cause: Cause) -> str:
        if text is None:
            return REASONS["missing"].to(self.lang)
        if cause.what == "fact":
            return shown_fact(text, cause.kind, cause.of[0], cause.of[2], self.lang)
        return shown_text(text, cause.kind, self.lang)


def shown_fact(text: str, kind: str, entity: str, field: str, lang: Lang) -> str:
    """Give a fact that stands in the log as exact text as people read it: choices in words, where they are known."""
    known = vocabulary().entities.get(entity)
    if known and field in known.fields:
        own = known.fields[field].kind
        with suppress(NotExact):  # what an older program took
            return shown_value(kept_of(text, own), own, lang)
    return shown_text(text, kind, lang)


def shown_text(text: str, kind: str, lang: Lang) -> str:
    """Give a value that stands in the log as exact text as people read it. `kind`: the name of its kind."""
    if kind in FIGURES:
        figure = Fraction(text.split(maxsplit=1)[0])
        return shown_figure(figure / 100 if kind == SHARE.name else figure, FIGURES[kind], lang)
    if kind == TRUTH.name and text in TRUTHS:
        return TRUTHS[text].to(lang)
    if kind == DATE.name:
        day = value(text, DATE)
        return shown_date(day, lang)
    return text


def kind(entity: str, lang: Lang) -> str:
    """Give the kind of a subject in a word; as it was recorded where no facts know it any more."""
    known = vocabulary().entities.get(entity)
    return known.label.to(lang) if known else entity


def label_of(entity: str, field: str, lang: Lang) -> str:
    """Give what a field is called, where it is known."""
    known = vocabulary().entities.get(entity)
    return known.fields[field].label.to(lang) if known and field in known.fields else field


def who(actor: str, account: str) -> str:
    """Give who is said to have run it, with the account where that is another."""
    return actor if actor == account else f"{actor} ({account})"


def when(at: str) -> str:
    """Give a time, in UTC, to the second."""
    return at[:19].replace("T", " ")
