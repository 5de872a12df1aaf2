"""What two rulebooks differ in, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from engine.language.nodes import Node
from engine.reports.conditions import Conditions
from engine.reports.display import shown_date, shown_value
from engine.reports.links import plain
from engine.reports.words import MODALITY, PARTS
from engine.rulebook.changes import (
    Change,
    DeadlineChange,
    ReadingChange,
    RuleChange,
    TermChange,
    ValueChange,
    WordingChange,
)
from engine.rulebook.model import Dated, Parameter, Period, Reading, Rule, Rulebook
from engine.source.text import Lang, Text

INDENT = (0, 0, 0, 2)
NOTHING = Text("ingenting", "nothing")
ADDED = Text("ny regel", "new rule")
REMOVED = Text("reglen er der ikke mere", "the rule is there no more")
WORDINGS = {
    "title": Text("titel", "title"),
    "interpretation": Text("læsning", "reading"),
    "remedy": Text("anvisning", "remedy"),
    "question": Text("spørgsmål", "question"),
    "says": Text("sætning", "sentence"),
    "term_says": Text("sætninger om udtryk", "sentences on terms"),
    "citations": Text("henvisninger", "citations"),
}


def change_lines(changes: Iterable[Change], old: Rulebook, new: Rulebook, lang: Lang) -> list[RenderableType]:
    """Give two lines or more for each change: what it is of, and what it was and is."""
    teller = _Teller(old, new, lang)
    lines: list[RenderableType] = []
    for change in changes:
        head, *below = teller.told(change)
        lines.append(Styled(head, style="bold"))
        lines += [Padding(line, INDENT) for line in below]
    if lines:
        return lines
    nothing = Text("ingen ændringer", "no changes")
    if old.digest != new.digest:
        nothing = Text("kun ændret i det, der intet afgør", "only what decides nothing is changed")
    return [nothing.to(lang)]


class _Teller:
    def __init__(self, old: Rulebook, new: Rulebook, lang: Lang) -> None:
        self.old = old
        self.new = new
        self.lang = lang

    def told(self, change: Change) -> list[str]:
        """Give a change: its head, then its lines."""
        match change:
            case ValueChange():
                return self._value(change)
            case TermChange():
                return self._term_change(change)
            case ReadingChange():
                return self._reading(change)
            case DeadlineChange():
                return self._deadline(change)
            case WordingChange(rule=rule, texts=texts):
                listed = ", ".join(WORDINGS[name].to(self.lang) for name in texts)
                worded = Text(f"kun ordlyden er ændret: {listed}", f"only the wording is changed: {listed}")
                return [self._head(rule), worded.to(self.lang)]
        return self._rule(change)

    def _rule(self, change: RuleChange) -> list[str]:
        head, old, new = self._head(change.rule), change.old, change.new
        if old is None or new is None:
            return [head, (REMOVED if new is None else ADDED).to(self.lang)]
        if change.part == "modality":
            return [head, self._arrow(MODALITY[old.modality].to(self.lang), MODALITY[new.modality].to(self.lang))]
        if change.part == "period":
            in_force = Text("i kraft", "in force").to(self.lang)
            return [head, f"{in_force} {self._arrow(self._period(old.period), self._period(new.period))}"]
        if change.part in ("subject", "concludes"):
            label = Text("handler om", "is about") if change.part == "subject" else Text("konkluderer", "concludes")
            told = self._arrow(str(getattr(old, change.part)), str(getattr(new, change.part)))
            return [head, f"{label.to(self.lang)} {told}"]
        part = PARTS["concludes" if change.part == "when" and new.is_conclusion else change.part].to(self.lang)
        before = self._words(change.test(now=False), self.old, old)
        now = self._words(change.test(now=True), self.new, new)
        return [head, part, *self._both(before, now)]

    def _value(self, change: ValueChange) -> list[str]:
        parameter = change.new or change.old
        assert parameter  # noqa: S101 - one of them is there
        title = parameter.title
        named = f"{title.to(self.lang)} ({parameter.name})" if title else parameter.name
        since = Text("fra", "from").to(self.lang)
        day = "" if change.start == date.min else f"{since} {shown_date(change.start, self.lang)}: "
        told = self._arrow(self._dated(change.old, change.before), self._dated(change.new, change.now))
        return [f"{named}, {change.file}", f"{day}{told}"]

    def _term_change(self, change: TermChange) -> list[str]:
        sides = [side[0].terms.get(change.name) for side in (change.new, change.old) if side]
        title = next((title for title in sides if title), None)
        named = f"{title.to(self.lang)} ({change.name})" if title else change.name
        told = self._both(self._term(change.old, self.old), self._term(change.new, self.new))
        return [f"{named}, {change.file}", *told]

    def _dated(self, parameter: Parameter | None, dated: Dated | None) -> str:
        if parameter is None or dated is None:
            return NOTHING.to(self.lang)
        return shown_value(dated.value, parameter.kind, self.lang)

    def _reading(self, change: ReadingChange) -> list[str]:
        reading = change.new or change.old
        assert reading  # noqa: S101 - one of them is there
        head = f"{reading.question.to(self.lang)}  {reading.id}"
        if change.old is None or change.new is None:
            told = Text("spørgsmålet er nyt", "the question is new")
            gone = Text("spørgsmålet er der ikke mere", "the question is there no more")
            return [head, (told if change.old is None else gone).to(self.lang)]
        used = Text("læses", "is read").to(self.lang)
        lines = [f"{used}: {self._arrow(self._used(change.old), self._used(change.new))}"]
        if change.old.used == change.new.used:
            lines = [Text("andre svar er mulige end før", "other answers are possible than before").to(self.lang)]
        return [head, *lines]

    def _deadline(self, change: DeadlineChange) -> list[str]:
        deadline = change.new or change.old
        assert deadline  # noqa: S101 - one of them is there
        head = f"{deadline.title.to(self.lang)}  {deadline.id}"
        if change.old is None or change.new is None:
            told = Text("ny frist", "new deadline")
            gone = Text("fristen er der ikke mere", "the deadline is there no more")
            return [head, (told if change.old is None else gone).to(self.lang)]
        before, now = (each.by.text for each in (change.old, change.new))
        if before == now:
            return [head, Text("fristen gælder andre år", "the deadline holds for other years").to(self.lang)]
        return [head, *self._both(before, now)]

    def _used(self, reading: Reading) -> str:
        return reading.option(reading.used).title.to(self.lang)

    def _term(self, side: tuple[Rule, Node] | None, rulebook: Rulebook) -> str:
        return NOTHING.to(self.lang) if side is None else self._words(side[1], rulebook, side[0])

    def _words(self, node: Node | None, rulebook: Rulebook, rule: Rule) -> str:
        return NOTHING.to(self.lang) if node is None else plain(Conditions(rulebook, rule, self.lang).of(node))

    def _period(self, period: Period) -> str:
        start, end = (shown_date(day, self.lang) if day else "…" for day in (period.start, period.end))
        return f"{start} – {end}"

    def _head(self, rule: Rule) -> str:
        return f"{rule.title.to(self.lang)}  {rule.id}"

    def _both(self, before: str, now: str) -> list[str]:
        """Give what was and what is on lines of their own: sentences are too long for an arrow."""
        was, is_ = Text("før:", "before:"), Text("nu:", "now:")
        return [f"  {was.to(self.lang)} {before}", f"  {is_.to(self.lang)} {now}"]

    def _arrow(self, before: str, now: str) -> str:
        return f"{before} → {now}"
