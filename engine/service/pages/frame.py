"""What stands around every page: its language, where it is, who looks at it; and how it becomes HTML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from engine.reports.links import ended
from engine.reports.pages.html import Helps, Href, environment, on_page
from engine.reports.reporter import FORMATS
from engine.source.text import Lang

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
LANGS: tuple[Lang, ...] = ("da", "en")
SECTIONS = ("check", "rules", "deadlines", "runs", "tokens")


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page. `path`: where it is, without the language. `csrf`: what its forms must hold.

    `runs`, `tokens`: whether there are runs to look at, and tokens to manage. `name`: of who has logged in.
    `wait`: seconds until the page asks again.
    """

    lang: Lang
    path: str
    csrf: str = ""
    runs: bool = False
    tokens: bool = False
    name: str | None = None
    wait: int | None = None

    @property
    def section(self) -> str:
        """Give the part of the service that the page belongs to."""
        return self.path.strip("/").split("/")[0].split("?")[0].split(".")[0]

    def url(self, path: str, **asked: object) -> str:
        """Give the address of a page in the frame's language; what is asked for is left out where it is nothing."""
        query = urlencode([(name, str(value)) for name, value in asked.items() if value not in (None, "")])
        return f"/{self.lang}{path}{f'?{query}' if query else ''}"

    def in_other(self) -> tuple[Lang, str]:
        """Give the other language, and the address of the same page in it."""
        other: Lang = "en" if self.lang == "da" else "da"
        return other, f"/{other}{self.path}"


def shown(template: str, frame: Frame, href: Href = on_page, **view: object) -> str:
    """Give a page, or a part of one, in HTML. `href`: gives the address of a place by its anchor."""
    helps = Helps(frame.lang, href).all()
    about = {
        "frame": frame,
        "url": frame.url,
        "formats": FORMATS,
        "ended": ended,
        "menu": [name for name in SECTIONS if getattr(frame, name, True)],
    }
    return environment(TEMPLATES).get_template(template).render(helps | about | view)
