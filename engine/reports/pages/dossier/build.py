"""A check as a dossier: what the HTML and the PDF show."""

from __future__ import annotations

from engine.decision.decide import Judgement
from engine.reports.counted import things_counted
from engine.reports.display import shown_date
from engine.reports.pages.dossier.extent import Extent
from engine.reports.pages.dossier.model import Dossier, Open
from engine.reports.pages.dossier.open import open_of
from engine.reports.pages.dossier.operators import operators
from engine.reports.pages.dossier.pictures import exhibits
from engine.reports.pages.dossier.summary import headline, summary
from engine.reports.pages.dossier.told import Teller
from engine.reports.readings import chosen_line
from engine.reports.reporter import View
from engine.source.text import Lang, Text


def dossier(judgement: Judgement, view: View, extent: Extent) -> Dossier:
    """Give the dossier of a check, to an extent."""
    lang, facts = view.lang, judgement.facts
    teller = Teller(judgement, lang, extent)
    counted, tells = summary(teller), not extent.is_summary
    teller.tell(view.share)
    return Dossier(
        lang,
        facts.title or Text("Kontrol efter aftalerne", "Check against the agreements").to(lang),
        facts.note or "",
        tuple(_basis(judgement, lang, view.recorded)),
        headline(teller),
        counted,
        teller.groups() if tells else (),
        open_of(teller) if tells else Open(0, (), (), (), ()),
        exhibits(teller) if tells else (),
        operators(teller, tuple(outcome.name for outcome in counted.outcomes)) if tells else (),
        extent.left_out(lang),
        tells,
    )


def _basis(judgement: Judgement, lang: Lang, recorded: str | None) -> list[tuple[str, str]]:
    """Give what the check rests on."""
    rules = len({d.rule.id for d in judgement.decisions})
    subjects = len({(d.subject.entity, d.subject.id) for d in judgement.decisions})
    told = [
        (Text("Bedømt efter det, der gjaldt", "Judged by what was in force on"), shown_date(judgement.as_of, lang)),
        (Text("Regler", "Rules"), str(rules)),
        (Text("Emner", "Subjects"), str(subjects)),
        (Text("Afgørelser", "Decisions"), str(len(judgement.decisions))),
        (Text("Anden mening", "Second opinion"), _second(judgement, lang)),
        (Text("Oplysninger", "Facts"), ", ".join(judgement.facts.files)),
        (Text("Oplysningernes fingeraftryk", "Fingerprint of the facts"), judgement.facts_digest),
        (Text("Regelbogens fingeraftryk", "Fingerprint of the rulebook"), judgement.prepared.rulebook.digest),
        (Text("Gemt i loggen som kørsel", "Recorded in the log as run"), recorded or ""),
    ]
    if chosen := chosen_line(judgement, lang):
        told.insert(1, (Text("Læsning", "Reading"), chosen))
    return [(name.to(lang), what) for name, what in told if what]


def _second(judgement: Judgement, lang: Lang) -> str:
    if judgement.agreed is None:
        return Text("ingen: durable_rules er ikke installeret", "none: durable_rules is not installed").to(lang)
    version, agreed = judgement.prepared.inference, things_counted("decision", judgement.agreed, lang)
    return Text(f"durable_rules {version} er enig i {agreed}", f"durable_rules {version} agrees on {agreed}").to(lang)
