"""The reports of several files as Markdown: the overview, the files in error, then each file below its name."""

from __future__ import annotations

from collections.abc import Sequence

from engine.reports.markdown import plain, table
from engine.reports.reporter import View
from engine.reports.together.parts import IN_ERROR, Part, broken, overview, told


def together(parts: Sequence[Part], view: View) -> str:
    """Give the report of all files."""
    seen = overview(parts, view.lang)
    blocks = [plain(seen.line), table([*map(plain, seen.heads)], [[*map(plain, row)] for row in seen.rows])]
    for part in broken(parts):
        blocks.append(f"## {plain(part.name)}: {IN_ERROR.to(view.lang)}")
        blocks.append("\n".join(f"- {plain(told(problem, view))}" for problem in part.problems))
    texts = ["\n\n".join(blocks) + "\n"]
    texts += [f"---\n\n# {plain(part.name)}\n\n{part.report!s}" for part in parts if not part.problems]
    return "\n".join(texts)
