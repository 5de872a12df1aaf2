"""The dossier: all of a check on one page, conforming, whole, and the same bytes again; and the same as PDF."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

import facts
from engine.decision.decide import Judgement, Prepared, judge
from engine.decision.files import Asked, judged_from
from engine.reports.links import plain
from engine.reports.pages.dossier import dossier_html, dossier_pdf
from engine.reports.pages.dossier.build import dossier
from engine.reports.pages.dossier.extent import extent_of
from engine.reports.pages.dossier.model import Dossier
from engine.reports.pages.dossier.pictures import RULES
from engine.reports.phrases import sought
from engine.reports.reporter import View
from engine.reports.sentences import Sentences
from engine.reports.text import verdict
from engine.source.text import Lang
from facts.read import read_facts
from tests.reports.pages.conftest import LANGS
from tests.reports.pages.parsed import HEADINGS, Page, parse, text_of

EXPECTED = Path(__file__).parent / "expected"
EXAMPLE = Path(facts.__file__).parent / "examples" / "forslag-2017.yaml"
ELSEWHERE = re.compile(r"(?i)https?:|url\((?!#)|@import|<script|<link|<img|<iframe|\bon\w+=|javascript:|data:")
PYTHON = re.compile(
    r"\bNone\b(?! of)|\bTrue\b|\bFalse\b|Text\(|object at|\{\{|\}\}|\{%|Fraction|Decimal|[\ue000-\uf8ff]"
)
SECTIONS = ("opsummering", "gruppe:breached", "uafklaret", "billeder", "afgoerelser", "grundlag")
EXHIBITS = ("takster", "over-underskud", "overhead", "brug", "overtagelser")


def whole(judgement: Judgement, lang: Lang) -> Dossier:
    """Give the dossier with everything."""
    return dossier(judgement, View(lang), extent_of(judgement, "short"))


@pytest.fixture(scope="module")
def example() -> Judgement:
    """The shipped example, judged by the rules that come with Klausul."""
    return judged_from([EXAMPLE], Asked())


@pytest.fixture(scope="module")
def pages(example: Judgement) -> Mapping[Lang, str]:
    """Its dossier in both languages."""
    return {lang: dossier_html(example, View(lang)) for lang in LANGS}


@pytest.fixture(scope="module", params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    """Each language in turn."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def read(pages: Mapping[Lang, str], lang: Lang) -> Page:
    """The page, read strictly."""
    return parse(pages[lang])


def test_small(judged: Judgement, lang: Lang) -> None:
    if judged.prepared.inference is None:
        pytest.skip("durable_rules is not installed here")
    path = EXPECTED / f"dossier.{lang}.html"
    shown = re.sub(r"<style>.*?</style>", "<style></style>", dossier_html(judged, View(lang)), flags=re.DOTALL)
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(shown, "utf-8")
    assert shown == path.read_text("utf-8")


@pytest.mark.slow
def test_sections_headings_and_pictures(read: Page, lang: Lang) -> None:
    assert read.all("html")[0].get("lang") == lang
    assert {*SECTIONS, *EXHIBITS} <= set(read.ids)
    assert len(read.all("h1")) == len(read.all("main")) == 1
    levels = [HEADINGS.index(element.tag) for element in read.all(*HEADINGS)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text_of(element) for element in read.all(*HEADINGS))
    assert len(read.all("figure")) >= len(EXHIBITS)
    for figure in read.all("figure"):
        tags = Counter(str(element.tag).rpartition("}")[2] for element in figure.iter())
        assert tags["svg"] == tags["table"] == tags["title"] == tags["desc"] == 1
    for table in read.all("table"):
        assert all(header.get("scope") in ("col", "row", "rowgroup") for header in table.iter("th"))


@pytest.mark.slow
def test_ids_are_unique_and_links_resolve(read: Page) -> None:
    assert [id_ for id_, count in Counter(read.ids).items() if count > 1] == []
    known = set(read.ids)
    links = [element.attrib["href"] for element in read.all("a")]
    assert len(links) > 100
    assert [link for link in links if not (link.startswith("#") and link[1:] in known)] == []
    named = [name for e in read.elements for name in (e.get("aria-labelledby") or "").split()]
    assert [name for name in named if name not in known] == []


@pytest.mark.slow
def test_nothing_is_from_elsewhere_and_nothing_of_python_shows(
    pages: Mapping[Lang, str], read: Page, lang: Lang
) -> None:
    assert not ELSEWHERE.search(pages[lang])
    assert [text for text in read.texts(lang) if PYTHON.search(text)] == []


@pytest.mark.slow
def test_every_decision_is_there_with_its_reasons(read: Page, example: Judgement, lang: Lang) -> None:
    told = [text_of(element) for element in read.all("details") if element.get("class") == "decision"]
    assert len(told) == len(example.decisions)
    whole = "\n".join(told)
    sentences = Sentences(example, lang)
    for decision in example.decisions:
        assert " ".join(sentences.why(decision).split()) in whole
    gists = [text_of(article) for article in read.all("article")]
    breaches = [d for d in example.requirements if d.outcome == "breached"]
    assert len(gists) == len(breaches)
    for decision in breaches:
        assert any(
            decision.rule.id in gist and decision.rule.title.to(lang) in gist and sentences.why(decision) in gist
            for gist in gists
        )


def test_summary_adds_up(example: Judgement, lang: Lang) -> None:
    found = whole(example, lang).summary
    counts = Counter(verdict(decision) for decision in example.requirements)
    assert {outcome.name: total for outcome, total in zip(found.outcomes, found.total, strict=True)} == counts
    for rows in (found.rows, found.areas):
        assert tuple(map(sum, zip(*(row.counts for row in rows), strict=True))) == found.total


def test_every_missing_fact_is_asked_of_somebody(example: Judgement, lang: Lang) -> None:
    asked = whole(example, lang).open.asks
    vocabulary = example.facts.vocabulary
    told = "\n".join(labels for ask in asked for _, labels, _ in ask.items)
    for decision in example.requirements:
        for fact in example.missing(decision):
            [told_so] = sought(fact.subject.entity, [vocabulary.field(fact.subject.entity, fact.field)], lang)
            assert plain(told_so) in told
    by_name = {ask.operator: " ".join(name for name, _, _ in ask.items) for ask in asked}
    assert "Fjordglimt, niveau 2" in by_name["Horsens Kommune"]


def test_pictures_show_what_was_worked_out(example: Judgement) -> None:
    shown = {exhibit.anchor: exhibit for exhibit in whole(example, "da").exhibits}
    silkeborg = next(p for p in shown["takster"].pictures if p.title.startswith("Silkeborg Kommune"))
    assert [row[0] for row in silkeborg.table.rows] == ["2014", "2015", "2018"]
    assert silkeborg.table.rows[1][1:] == ("100 %", "100 %")
    assert silkeborg.table.rows[2][1:] == ("ca. 98,14 %", "97 %")
    results = {row[0]: row[1:] for row in shown["over-underskud"].pictures[0].table.rows}
    assert results["Fjordglimt (fjordglimt-2015)"] == ("8 %", "overtrådt")
    assert results["Lindely (lindely-2015)"] == ("5 %", "overholdt")
    assert shown["over-underskud"].left_out == ("1 er udeladt, fordi tallene ikke er kendt.",)
    solbakken = shown["overtagelser"].pictures[0].table.rows
    assert solbakken[0][2:] == ("–", "–")  # no rule judges the day of the decision
    assert solbakken[1][1:] == ("4. januar 2016", "1. januar 2016", "overtrådt")


def test_a_picture_of_many_shows_the_gravest_and_says_so(example: Judgement) -> None:
    overhead = next(e for e in whole(example, "da").exhibits if e.anchor == "overhead")
    rows = overhead.pictures[0].table.rows
    assert len(rows) == 14
    assert rows[0][2] == "overtrådt"
    assert any("de alvorligste først" in line for line in overhead.left_out)


def test_pictures_name_rules_that_there_are(shipped: Prepared) -> None:
    assert set(RULES) <= set(shipped.rulebook.rules)


def test_the_example_is_quick_and_comes_out_the_same(example: Judgement, pages: Mapping[Lang, str], lang: Lang) -> None:
    start = time.process_time()
    assert dossier_html(example, View(lang)) == pages[lang]
    assert time.process_time() - start < 5


def test_text_of_the_facts_is_never_markup(shipped: Prepared, tmp_path: Path, lang: Lang) -> None:
    path = tmp_path / "facts.yaml"
    name = "<b>#x</b> & *y* $z$ \\u{1} @w"
    path.write_text(
        "as_of: 2017-01-01\ntitle: '<i>#panic()</i>'\n"
        f"driftsherre: [{{id: a, navn: '{name}', type: kommune}}]\n"
        "tilbud: [{id: b, driftsherre: a, navn: '<script>', pladser: 10, pladser_andre: 5}]\n",
        "utf-8",
    )
    known = read_facts([path])
    assert known.as_of
    judgement = judge(shipped, known, known.as_of)
    page = parse(dossier_html(judgement, View(lang)))
    assert text_of(page.all("h1")[0]) == "<i>#panic()</i>"
    assert name in [text_of(heading) for heading in page.all("h3")]
    assert page.all("script", "i") == []
    printed = written(dossier_pdf(judgement, View(lang)))
    assert squeezed("<i>#panic()</i>") in printed
    assert squeezed(name) in printed


def test_small_page_conforms(judged: Judgement, lang: Lang) -> None:
    read = parse(dossier_html(judged, View(lang)))
    assert [id_ for id_, count in Counter(read.ids).items() if count > 1] == []
    assert {element.attrib["href"][1:] for element in read.all("a")} <= set(read.ids)


@pytest.mark.slow
def test_paper_holds_the_breaches_the_open_and_the_pictures(example: Judgement, lang: Lang) -> None:
    made = dossier_pdf(example, View(lang))
    assert made == dossier_pdf(example, View(lang))
    printed, sentences = written(made), Sentences(example, lang)
    for decision in example.requirements:
        if decision.outcome in ("breached", "undetermined"):
            assert squeezed(sentences.why(decision)) in printed
            assert (
                decision.rule.remedy is None
                or verdict(decision) != "breached"
                or (squeezed(decision.rule.remedy.to(lang)) in printed)
            )
    for exhibit in whole(example, lang).exhibits:
        assert squeezed(exhibit.title) in printed
        for row in (row for picture in exhibit.pictures for row in picture.table.rows):
            assert all(squeezed(cell) in printed for cell in row)


def written(made: bytes) -> str:
    """Give all text of a PDF, without heads, numbers of pages, and what the typesetting adds or leaves out."""
    pages = PdfReader(BytesIO(made)).pages
    lines = ("\n".join(page.extract_text().splitlines()[1:-1]) for page in pages)
    return squeezed("\n".join(lines))


def squeezed(text: str) -> str:
    """Give a text without white space and hyphens, which lines are broken at."""
    return re.sub(r"[\s\-\u2010\u00ad]", "", text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff"))
