"""Words on screen: the same keys in each language, none missing, none in the code."""

import ast
import re
import string
from pathlib import Path

import pytest

from dashboard.text import LANGUAGES, PLURAL, words

ROOT = Path(__file__).parents[2]
CODE = sorted((ROOT / "dashboard").rglob("*.py"))
# Months, quarters: the forms of each language are this module's matter.
LANGUAGE_FORMS = {ROOT / "dashboard" / "format.py"}
# Parameters of the query string and names of doors are addresses, not words; `Lisière` is a name.
NAMES = re.compile(r"Lisière")
FRENCH = re.compile(
    r"[àâçéèêëîïôûùœ«»]|\b(?:les|des|une|dans|avec|pour|sur|aux|du|est|sont|travaillent)\b", re.IGNORECASE
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_all_languages_have_the_same_keys(language):
    assert set(words(language)) == set(words(LANGUAGES[0]))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_all_languages_have_the_same_placeholders(language):
    first = words(LANGUAGES[0])
    differing = {key for key, text in words(language).items() if placeholders(text) != placeholders(first.get(key, ""))}
    assert differing == set()


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_what_one_language_says_the_others_say(language):
    first = words(LANGUAGES[0])
    assert {key for key, text in words(language).items() if bool(text) != bool(first.get(key))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_padded(language):
    assert {key for key, text in words(language).items() if text != text.strip()} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_and_several_are_both_given(language):
    forms = {key: PLURAL.sub(r"{\1}", text) for key, text in words(language).items() if "|" in text}
    assert len(forms) > 20
    assert {key: text for key, text in forms.items() if "|" in text} == {}


def test_french_marks_never_begin_a_line():
    assert {key: text for key, text in words("fr").items() if re.search(" [;:?!»]|« ", text)} == {}


def literals(path: Path) -> list[tuple[int, str]]:
    """The strings of a module with their lines, its docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


@pytest.mark.parametrize("path", [path for path in CODE if path not in LANGUAGE_FORMS], ids=lambda path: path.name)
def test_no_french_words_in_the_code(path):
    found = [(line, text) for line, text in literals(path) if FRENCH.search(NAMES.sub("", text))]
    assert found == []


def asked(path: Path) -> set[str]:
    """The keys that a module asks for in full, as `t("…")` or `text("…")`."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "t"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_text_that_the_code_asks_for_exists():
    wanted = {key: path.name for path in CODE for key in asked(path)}
    assert {key: name for key, name in wanted.items() if key not in words(LANGUAGES[0])} == {}
    assert len(wanted) > 20
