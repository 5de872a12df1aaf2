"""The reports of several files as JUnit XML: the suites of each, named by it; of one in error, a case per problem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, fromstring, indent, tostring

from engine.reports.junit import DECLARATION, plain
from engine.reports.reporter import View
from engine.reports.together.parts import IN_ERROR, Part

SUMMED = ("tests", "failures", "errors")


def together(parts: Sequence[Part], view: View) -> str:
    """Give the report of all files."""
    root = Element("testsuites", {"name": "Klausul"})
    for part in parts:
        root.extend(_suites(part, view))
    for number in SUMMED:
        root.set(number, str(sum(int(suite.get(number, "0")) for suite in root)))
    indent(root)
    return DECLARATION + tostring(root, "unicode") + "\n"


def _suites(part: Part, view: View) -> Iterator[Element]:
    if part.problems:
        yield _in_error(part, view)
        return
    for suite in fromstring(str(part.report).removeprefix(DECLARATION)):  # noqa: S314 - made by ourselves just now
        suite.set("name", plain(f"{part.name}: {suite.get('name')}"))
        yield suite


def _in_error(part: Part, view: View) -> Element:
    count = str(len(part.problems))
    name = plain(f"{part.name}: {IN_ERROR.to(view.lang)}")
    suite = Element("testsuite", {"name": name, "tests": count, "failures": "0", "errors": count, "skipped": "0"})
    for problem in part.problems:
        case = SubElement(suite, "testcase", {"classname": "klausul.input", "name": plain(str(problem.place))})
        SubElement(case, "error", {"message": plain(problem.message.to(view.lang)), "type": problem.code}).text = plain(
            problem.to(view.lang)
        )
    return suite
