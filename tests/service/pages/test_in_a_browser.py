"""The whole way in a real browser: by keyboard alone, on a narrow screen, in both languages; and again without script.

A workbook with one breach and one missing figure is dropped, the reason read, the figure filled in, the decision seen
settled, the dossier downloaded, the run found again and replayed. On every page axe finds nothing, nothing is wider
than the screen, nothing breaks the content policy, and no request leaves the host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from engine.service.access.answers import created
from engine.source.text import Lang
from facts.convert import converted
from facts.read import File, read_files
from tests.reports.pages.browser import browser, wanted
from tests.service.conftest import Served, services
from tests.service.pages.test_pages import ONE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
MOST_TABS = 200
"""Presses of the tabulator key after which something is called out of reach."""
WORDS = {
    "da": ("Overtrådt", "Uafklaret", "Overholdt", "Det samme"),
    "en": ("Breached", "Undetermined", "Met", "The same"),
}
AT = "selector => document.activeElement !== null && document.activeElement.matches(selector)"
VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event => window.violations.push(event.violatedDirective));
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A running browser."""
    with browser() as running:
        yield running


@dataclass
class Visitor:
    """Who goes through the pages with the keyboard, and looks at each."""

    page: Page
    host: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen for all that should not be."""
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._asked)
        self.page.add_init_script(VIOLATIONS)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(message.text)

    def _asked(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.netloc != self.host and parts.scheme not in ("data", "blob", "about"):
            self.faults.append(f"asked {request.url}")

    def to(self, selector: str) -> None:
        """Go to something by the tabulator key."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(AT, selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is out of reach")

    def press(self, selector: str, key: str = "Enter") -> None:
        """Go to something, and press a key on it that leads to another page."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def look(self) -> None:
        """Hold the page at hand to all that holds for every page."""
        self.page.wait_for_load_state("networkidle")
        name = self.page.url
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} px too wide"
        found = wanted("axe_playwright_python.sync_playwright").Axe().run(self.page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], name
        assert self.page.evaluate("window.violations") == [], name
        assert self.faults == [], name

    def text(self) -> str:
        """Give what stands on the page."""
        return self.page.inner_text("main")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook with one breach and one missing figure."""
    path = tmp_path / "forslag.xlsx"
    path.write_bytes(converted(read_files([File("forslag.yaml", ONE)]), path.name, "da"))
    return path


@pytest.fixture(scope="module")
def recording(small_rules: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that records."""
    with services(small_rules) as begin:
        yield begin("--log", str(tmp_path_factory.mktemp("log") / "log.db"))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_whole_way_by_keyboard_on_a_phone(
    lang: Lang, chromium: Browser, serve: Callable[..., Served], workbook: Path, tmp_path: Path
) -> None:
    served = serve("--log", str(tmp_path / "log.db"))
    breached, undetermined, met, same = WORDS[lang]
    context = chromium.new_context(viewport=NARROW, locale=lang, accept_downloads=True)
    visitor = Visitor(context.new_page(), urlsplit(served.url).netloc)
    page = visitor.page
    page.goto(served.url)
    assert urlsplit(page.url).path == f"/{lang}/check"
    visitor.look()

    visitor.to("#files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(workbook)
    visitor.press("form[enctype] button")
    page.wait_for_selector("#liste")
    visitor.look()
    result = page.url
    assert page.locator(".counts-list .breached").inner_text().startswith("1 ")

    visitor.to("details.decision > summary")  # the gravest comes first
    assert breached in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_selector("details.decision .opened table")
    assert "forslag.xlsx:" in page.locator("details.decision[open]").inner_text()
    visitor.look()

    visitor.press(".counts-list a.undetermined")
    visitor.to("details.decision > summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("details.decision .opened form")
    visitor.look()
    visitor.to("input[name='f/takst/aa-3/administration']")
    page.keyboard.type("61,00" if lang == "da" else "61.00")
    visitor.press(".fill button")
    assert page.inner_text(".verdict") == met
    visitor.look()

    visitor.press(".back a")
    assert undetermined.lower() not in page.inner_text(".counts-list")
    visitor.to("a[href$='/report/pdf']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

    visitor.press("nav a[href$='/runs']")
    visitor.look()
    visitor.to("select[name=outcome]")
    page.keyboard.press(breached[0])
    visitor.press("form[role=search] button")
    visitor.look()
    visitor.press("tbody td a")
    visitor.look()
    assert "forslag.xlsx" in visitor.text()
    visitor.press("a[href$='/replay']")
    assert page.inner_text(".verdict") == same
    visitor.look()

    page.goto(result)
    visitor.press(".lang a")
    assert page.url == result.replace(f"/{lang}/", f"/{'en' if lang == 'da' else 'da'}/")
    context.close()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_page_is_sound(lang: Lang, chromium: Browser, recording: Served, workbook: Path) -> None:
    served = recording
    visitor = Visitor(chromium.new_page(viewport=NARROW), urlsplit(served.url).netloc)
    page = visitor.page
    page.goto(f"{served.url}/{lang}/check")
    page.set_input_files("#files", workbook)
    page.click("form[enctype] button")
    page.wait_for_selector("#liste")
    check = page.url
    asked = "rule=takst/overhead&entity=takst&subject=aa-2"
    of_check = ("", f"/decision?{asked}", "/missing", "/try", "/try?subject=takst/aa-2", "/try?readings=1")
    of_log = ("", "?rule=takst/overhead", "/1", f"/1/decision?{asked}", "/compare?one=1&other=1")
    others = ("/check/new/takst", "/check/new/afregning", "/rules", "/rules?q=overhead", "/rules/parameters")
    addresses = [
        *(check + path for path in of_check),
        *(f"{served.url}/{lang}/runs{path}" for path in of_log),
        *(f"{served.url}/{lang}{path}" for path in (*others, "/rules/rule/takst/overhead", "/deadlines")),
    ]
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            visitor.look()
    page.goto(f"{check}/try?subject=takst/aa-2")
    page.fill("input[name='f/takst/aa-2/administration']", "50")
    page.click("p.sticky button")
    page.wait_for_selector(".trial table")
    visitor.look()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_admin_gives_a_system_access_and_takes_it_away(
    lang: Lang, chromium: Browser, serve: Callable[..., Served], tmp_path: Path
) -> None:
    kept = tmp_path / "tokens.db"
    until = date.today() + timedelta(days=30)
    token = created(kept.as_posix(), "styring", "admin", until).strip()
    served = serve("--tokens", kept.as_posix())
    context = chromium.new_context(viewport=NARROW, extra_http_headers={"authorization": f"Bearer {token}"})
    visitor = Visitor(context.new_page(), urlsplit(served.url).netloc)
    page = visitor.page
    page.goto(f"{served.url}/{lang}/check")
    visitor.press("nav a[href$='/tokens']")
    visitor.look()
    visitor.to("#name")
    page.keyboard.type("budget")
    visitor.to("#until")
    page.keyboard.press("Control+A")
    page.keyboard.type(until.isoformat())
    visitor.press("form.entry button")
    visitor.look()
    assert page.inner_text(".secret").startswith("klausul_")
    assert page.locator("tbody tr").count() == 2
    visitor.to("tbody tr:first-child summary")
    page.keyboard.press("Enter")
    visitor.look()
    visitor.press("tbody tr:first-child form button")
    assert page.locator(".secret").count() == 0
    page.locator("main > details > summary").click()
    visitor.look()
    page.set_viewport_size(WIDE)
    visitor.look()
    context.close()


def test_without_script_the_same_is_done(chromium: Browser, recording: Served, workbook: Path) -> None:
    served = recording
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}/da/check")
    page.set_input_files("#files", workbook)
    page.click("form[enctype] button")
    page.wait_for_selector("#liste")
    page.click(".counts-list a.undetermined")
    page.locator("details.decision > summary").first.click()
    page.locator("details.decision .opened a").first.click()
    page.fill("input[name='f/takst/aa-3/administration']", "64,00")
    page.click(".fill button")
    assert page.inner_text(".verdict") == "Overtrådt"
    page.click(".back a")
    page.click("nav.actions a[href$='/try']")
    page.click("a[href*='aa-2']")
    page.fill("input[name='f/takst/aa-2/administration']", "50")
    page.click("p.sticky button")
    assert "1 afgørelse vender" in page.inner_text(".trial")
    page.click(".trial a.button")
    assert page.input_value("input[name='f/takst/aa-2/administration']") == "64,5"
    context.close()
