"""Names of files and of downloads, what Accept wants, and limits from the environment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reports.reporter import FORMATS
from engine.service.downloads import MEDIA, accepted, attached, file_name
from engine.service.settings import Limits, limits_from
from engine.service.uploads import LONGEST, safe_name
from engine.source.problem import Problems


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("takst.xlsx", "takst.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\takst 2017.xlsx", "takst 2017.xlsx"),
        (".hidden.yaml", "hidden.yaml"),
        ("a\r\nb\0.yaml", "ab.yaml"),
        ("..", "fil"),
        ("", "fil"),
        ("/", "fil"),
        ("å" * 500 + ".csv", "å" * (LONGEST - 4) + ".csv"),
    ],
)
def test_names_of_uploads(told: str, name: str) -> None:
    assert safe_name(told) == name


@given(st.text())
def test_a_name_leads_nowhere_and_fits(told: str) -> None:
    name = safe_name(told)
    assert name
    assert len(name) <= LONGEST
    assert not set(name) & set("/\\\r\n\0")
    assert not name.startswith(".")


@given(st.text(), st.sampled_from(sorted(FORMATS)))
def test_a_download_s_header_is_one_plain_line(told: str, form: str) -> None:
    name = file_name([told], form)
    assert name.endswith(FORMATS[form].endings[0])
    header = attached(name)["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2


def test_every_format_has_a_media_type() -> None:
    assert set(FORMATS) <= set(MEDIA)


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/html", "html"),
        ("text/html;q=0.2, application/pdf;q=0.3", "pdf"),
        ("text/html;q=0, */*;q=0.1", "json"),
        ("application/json;q=0, */*", "html"),
        ("image/png", None),
        ("text/html;q=nonsense", "html"),
        (",,;", "json"),
    ],
)
def test_what_is_accepted(header: str, form: str | None) -> None:
    assert accepted(header, {name: MEDIA[name] for name in ("json", "html", "pdf")}) == form


def test_limits_from_the_environment() -> None:
    assert limits_from({"PATH": "/bin"}) == Limits()
    found = limits_from({"KLAUSUL_LIMIT_UPLOAD": "1000", "KLAUSUL_LIMIT_SECONDS": "2.5"})
    assert (found.upload, found.seconds) == (1000, 2.5)
    with pytest.raises(Problems) as told:
        limits_from({"KLAUSUL_LIMIT_FILES": "0", "KLAUSUL_LIMIT_SECONDS": "-1", "KLAUSUL_LIMIT_UPLOADS": "1"})
    assert [problem.to("en") for problem in told.value.problems] == [
        "KLAUSUL_LIMIT_FILES: '0' is not a limit; expected a whole number above 0",
        "KLAUSUL_LIMIT_SECONDS: '-1' is not a limit; expected a number above 0",
        "KLAUSUL_LIMIT_UPLOADS: that limit is not known; did you mean KLAUSUL_LIMIT_UPLOAD?",
    ]
