"""Notes at cells of someone's workbook: ours above theirs; the sheet keeps its bytes but for a link."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from xml.etree.ElementTree import fromstring
from xml.sax.saxutils import escape

from engine.reports.workbook.package import Package
from engine.reports.workbook.splice import RELATED, Part, Span
from engine.source.problem import letters
from facts.sheets.guard import LONGEST

NOTES = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
AUTHOR = "Klausul"
LATER = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts"),
    *("AlternateContent", "extLst"),
)
"""What stands in a sheet after the link to the drawing of its notes."""
MARK = "Klausul\n"
"""How our part of a note begins."""
BETWEEN = "\n————\n"
"""What stands between our part of a note and what stood there before."""
NO_NOTES = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
BOX = "klausul-note"
NO_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
KIND_OF_BOX = (
    f'<v:shapetype id="{BOX}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def annotate(package: Package, sheet: str, notes: Mapping[tuple[int, int], str], gone: str) -> None:
    """Put notes at cells (row, column) of the sheet in the part `sheet`; a note that is there stands below ours.

    What an earlier answer noted is replaced; where there is nothing to note any more, by `gone`. Cells that people hold
    a conversation at are left alone: spreadsheets show that in place of a note.
    """
    held = next(iter(package.related(sheet, "comments").values()), None)
    if held is None and not notes:
        return
    if held is None:
        held = package.add(f"{posixpath.dirname(posixpath.dirname(sheet))}/comments-klausul.xml", NO_NOTES, NOTES)
        package.relate(sheet, "comments", held)
    comments = Part(package.parts[held])
    there = {_position(each): each for each in _listed(comments)}
    threads = _threads(comments)
    for at, comment in there.items():
        if at not in threads:
            _above(comments, comment, notes.get(at), gone)
    new = {at: text for at, text in sorted(notes.items()) if at not in there}
    if new:
        _add(comments, new)
        _draw(package, sheet, list(new))
    package.parts[held] = comments.written()


def _threads(comments: Part) -> set[tuple[int, int]]:
    """Give the cells that people hold a conversation at: spreadsheets show that in place of a note."""
    authors = comments.child("authors")
    spans = comments.children(authors) if authors else []
    names = [comments.content[span.opened : span.closing].decode() for span in spans]
    threaded = {str(number) for number, name in enumerate(names) if name.startswith("tc=")}
    return {_position(each) for each in _listed(comments) if each.attributes.get("authorId") in threaded}


def _listed(comments: Part) -> list[Span]:
    listing = comments.child("commentList")
    return comments.children(listing) if listing else []


def _position(comment: Span) -> tuple[int, int]:
    match = re.fullmatch(r"\$?([A-Z]+)\$?([0-9]+)", comment.attributes.get("ref", ""))
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _above(comments: Part, comment: Span, text: str | None, gone: str) -> None:
    """Put a note above the one that is there, in place of what an earlier answer put there."""
    p, kept = comments.prefix, comments.child("text", comment)
    if kept is None:
        raise ValueError(comment)  # a comment has a text
    first = next(iter(comments.children(kept)), None)
    content = comments.child("t", first) if first and first.name == "r" else first if first else None
    earlier = _text(comments, content) if content and content.name == "t" else ""
    if first and content and earlier.startswith(MARK):
        _, between, rest = earlier.partition(BETWEEN)
        is_alone = not rest and first is comments.children(kept)[-1]
        new = _t(p, MARK + (text or gone) + ("" if is_alone else between + rest))
        comments.put(content.start, new, content.end)
    elif first and text:
        run = f"<{p}r>{_t(p, MARK + text + BETWEEN)}</{p}r>"
        if first.name == "t":  # text that is in no run stands alone: it becomes one
            run += f"<{p}r>{comments.content[first.start : first.end].decode()}</{p}r>"
        comments.put(first.start, run, first.end if first.name == "t" else None)
    elif text:
        comments.into(kept, f"<{p}r>{_t(p, MARK + text)}</{p}r>")


def _text(comments: Part, content: Span) -> str:
    inner = comments.content[content.opened : content.closing]
    return fromstring(b"<t>" + inner + b"</t>").text or ""  # noqa: S314 - no document type got by the reader


def _t(prefix: str, text: str) -> str:
    return f'<{prefix}t xml:space="preserve">{escape(text[:LONGEST])}</{prefix}t>'


def _add(comments: Part, notes: Mapping[tuple[int, int], str]) -> None:
    """Add notes at cells that have none."""
    authors, listing, p = comments.child("authors"), comments.child("commentList"), comments.prefix
    if authors is None or listing is None:
        raise ValueError(comments.root)  # a part of comments has both
    number = len(comments.children(authors))
    comments.append(authors, f"<{p}author>{AUTHOR}</{p}author>")
    for at, text in notes.items():
        tag = f'{p}comment ref="{_name(at)}" authorId="{number}"'
        comments.append(listing, f"<{tag}><{p}text><{p}r>{_t(p, MARK + text)}</{p}r></{p}text></{p}comment>")


def _name(at: tuple[int, int]) -> str:
    return f"{letters(at[1])}{at[0]}"


def _draw(package: Package, sheet: str, cells: list[tuple[int, int]]) -> None:
    """Draw a hidden box for each note."""
    content = Part(package.parts[sheet], ("",))
    link = content.child("legacyDrawing")
    if link is None:
        drawing = package.add("xl/drawings/klausul.vml", NO_DRAWING, DRAWING)
        relation = package.relate(sheet, "vmlDrawing", drawing)
        tag = f'{content.prefix}legacyDrawing xmlns:r="{RELATED}"'
        content.before(LATER, f'<{tag} r:id="{relation}"/>')
        package.parts[sheet] = content.written()
    else:
        id_ = next(value for key, value in link.attributes.items() if key.endswith(":id"))
        drawing = package.related(sheet, "vmlDrawing")[id_]
    held = package.parts[drawing]
    end = held.rindex(b"</xml>")
    kind = "" if BOX.encode() in held else KIND_OF_BOX
    numbers = _free_numbers(held, len(cells))
    shapes = "".join(_shape(at, number) for at, number in zip(cells, numbers, strict=True))
    package.parts[drawing] = held[:end] + (kind + shapes).encode() + held[end:]


def _free_numbers(drawing: bytes, count: int) -> range:
    """Give numbers for shapes that no shape of a drawing has."""
    taken = [int(number) for number in re.findall(rb"_x0000_s([0-9]{1,9})\b", drawing)]
    first = max([1024, *taken]) + 1
    return range(first, first + count)


def _shape(at: tuple[int, int], number: int) -> str:
    row, column = at
    anchor = f"{column}, 15, {max(row - 2, 0)}, 10, {column + 4}, 15, {max(row - 2, 0) + 12}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#{BOX}" '
        'style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:240pt;height:180pt;z-index:1;'
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData>"
        "</v:shape>"
    )
