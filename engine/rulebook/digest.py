"""One digest over all that a rulebook's files say; their layout, and the order of files and keys, do not count."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from rfc8785 import dumps

from engine.rulebook.format import Format


def digest_of(files: Mapping[str, Format]) -> str:
    """Give the digest of the models by file name."""
    content = {name: model.model_dump(by_alias=True, exclude_defaults=True) for name, model in files.items()}
    return "sha256:" + sha256(dumps(content)).hexdigest()
