"""The pages as a browser shows them: no sideways scrolling on a phone, readable in light and dark, printed in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import facts
from engine.decision.decide import Judgement
from engine.decision.files import Asked, judged_from
from engine.reports.pages.dossier import dossier_html
from engine.reports.reporter import View
from engine.source.text import Lang
from tests.reports.pages.browser import browser, wanted
from tests.reports.pages.conftest import LANGS
from tests.reports.pages.gallery import gallery_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

EXAMPLE = Path(facts.__file__).parent / "examples" / "forslag-2017.yaml"

TOO_WIDE = """
() => [...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest(".scroll, .skip"))
  .map(e => e.tagName + " " + e.textContent.trim().slice(0, 60))
"""
OPENED = '() => document.querySelectorAll("details").forEach(details => { details.open = true })'


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A running browser."""
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def files(
    small_book: Mapping[Lang, str],
    shipped_book: Mapping[Lang, str],
    judged: Judgement,
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, Path]:
    """The pages as files: small and shipped, in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, book in (("small", small_book), ("shipped", shipped_book)):
        for lang, text in book.items():
            found[f"{name}-{lang}"] = folder / f"{name}-{lang}.html"
            found[f"{name}-{lang}"].write_text(text, "utf-8")
    for lang in LANGS:
        found[f"pictures-{lang}"] = folder / f"pictures-{lang}.html"
        found[f"pictures-{lang}"].write_text(gallery_page(lang), "utf-8")
        for name, judgement in (("folder", judged), ("dossier", judged_from([EXAMPLE], Asked()))):
            found[f"{name}-{lang}"] = folder / f"{name}-{lang}.html"
            found[f"{name}-{lang}"].write_text(dossier_html(judgement, View(lang)), "utf-8")
    return found


def opened(chromium: Browser, path: Path, **settings: Any) -> Any:
    page = chromium.new_page(**settings)
    page.goto(path.as_uri())
    page.evaluate(OPENED)
    return page


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("name", ["shipped", "pictures", "dossier"])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_wider_than_the_screen(
    chromium: Browser, files: Mapping[str, Path], name: str, lang: Lang, width: int
) -> None:
    page = opened(chromium, files[f"{name}-{lang}"], viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(TOO_WIDE) == []
    page.close()


def test_nothing_is_asked_for_and_nothing_goes_wrong(chromium: Browser, files: Mapping[str, Path]) -> None:
    page = chromium.new_page()
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(files["shipped-da"].as_uri())
    assert asked == [files["shipped-da"].as_uri()]
    assert told == []
    page.close()


def test_examples_are_printed_though_they_are_folded(chromium: Browser, files: Mapping[str, Path]) -> None:
    page = chromium.new_page()
    page.goto(files["small-en"].as_uri())
    example = page.locator(".example").first
    assert not example.is_visible()
    page.emulate_media(media="print")
    assert example.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.close()


def test_decisions_are_printed_where_they_are_folded_out(chromium: Browser, files: Mapping[str, Path]) -> None:
    page = chromium.new_page()
    page.goto(files["folder-da"].as_uri())
    page.emulate_media(media="print")
    decision = page.locator(".decision").first
    assert decision.locator("summary").is_visible()
    assert not decision.locator(".trace").is_visible()
    decision.evaluate("decision => { decision.open = true }")
    assert decision.locator(".trace").is_visible()
    page.close()


def test_the_dossier_asks_for_nothing(chromium: Browser, files: Mapping[str, Path]) -> None:
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(files["dossier-da"].as_uri())
    assert asked == [files["dossier-da"].as_uri()]
    page.close()


def test_the_skip_link_is_the_first_that_the_keyboard_reaches(chromium: Browser, files: Mapping[str, Path]) -> None:
    page = chromium.new_page()
    page.goto(files["small-da"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.close()


LAPPING = """
() => [...document.querySelectorAll("svg")].flatMap(svg => {
  const texts = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
  return texts.flatMap(([one, a], i) => texts.slice(i + 1)
    .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4)
    .map(([other]) => one + " / " + other));
})
"""


@pytest.mark.parametrize("lang", LANGS)
def test_no_label_of_a_picture_covers_another(chromium: Browser, files: Mapping[str, Path], lang: Lang) -> None:
    page = opened(chromium, files[f"pictures-{lang}"], viewport={"width": 360, "height": 800})
    assert page.evaluate(LAPPING) == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["small", "pictures", "folder"])
@pytest.mark.parametrize("lang", LANGS)
def test_no_barrier_that_axe_knows(
    chromium: Browser, files: Mapping[str, Path], name: str, lang: Lang, scheme: str
) -> None:
    axe = wanted("axe_playwright_python.sync_playwright")
    page = opened(chromium, files[f"{name}-{lang}"], color_scheme=scheme)
    found = axe.Axe().run(page)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []
    page.close()


@pytest.mark.parametrize("id_", ["takst/overhead-maksimum", "takst/reduktion-tre-procent"])
def test_no_barrier_in_a_rule_with_open_readings(chromium: Browser, files: Mapping[str, Path], id_: str) -> None:
    axe = wanted("axe_playwright_python.sync_playwright")
    page = opened(chromium, files["shipped-da"])
    found = axe.Axe().run(page, context=f'article[aria-labelledby="{id_}"]')
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []
    assert found.response["passes"]
    page.close()
