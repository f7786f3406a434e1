"""Words on screen, from content/LANGUAGE.toml. A missing key raises; all languages hold the same keys (tested).

A text that counts has both forms: `{count} {count:lieu|lieux}`. None is one in French, several in English and German.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.format import number

FOLDER = Path(__file__).parent / "content"
LANGUAGES = ("fr", "en", "de")
PLURAL = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")
ONE = {"fr": ("0", "1")}


@cache
def words(language: str) -> dict[str, str]:
    """All texts of a language by dotted key."""
    tree = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return dict(_flat(tree, ""))


def _flat(tree: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in tree.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]
    return pairs


class Text:
    """The texts of one language: `t = Text("fr"); t("flows.title", year=2021)`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = words(language)

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key with its placeholders filled. Raises KeyError for a missing key or placeholder."""
        text = self._words[key]
        if not values:
            return text
        if "|" in text:
            one = ONE.get(self.language, ("1",))
            text = PLURAL.sub(lambda found: found[2 if str(values[found[1]]) in one else 3], text)
        return text.format(**values)

    def others(self, count: int, key: str = "chart.others") -> str:
        """The words that count what a list leaves out."""
        return self(key, count=number(count, self.language))

    def under(self, prefix: str) -> tuple[str, ...]:
        """The keys below a key, in order."""
        return tuple(key for key in self._words if key.startswith(f"{prefix}."))

    def has(self, key: str) -> bool:
        """True when the language has this key."""
        return key in self._words
