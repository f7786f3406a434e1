"""Settings of the server, from the environment. A value that cannot be stops the start with one sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.renderings.template import Template, TemplateError, read_template

ADDRESS = re.compile(r"https?://[^\s/?#\"'<>]+(/[^\s?#\"'<>]*)?")
ANCESTORS = re.compile(r"'none'|('self'|https?://[\w.*:-]+)( ('self'|https?://[\w.*:-]+))*")
PREFIX = re.compile(r"/([\w.~-]+/)*")


class SettingsError(ValueError):
    """A setting cannot be used: its name, what was found, what was expected."""


@dataclass(frozen=True)
class Settings:
    """What a host may choose.

    `url` is the public address without its last slash, empty for the request's own; `frame_ancestors` is the CSP's list
    of sites that may frame an embed or a picture, never the page itself; `cache_bytes` bounds the answers that the
    workers keep; `prefix` is the path under which everything is served; `template` is that of the slides, None for
    ours; `store` is where imported data are, a folder or the URL of a shared server, empty for none.
    """

    url: str = ""
    frame_ancestors: str = "'none'"
    cache_bytes: int = 16_000_000
    prefix: str = "/"
    template: Template | None = None
    store: str = ""


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings of LISIERE_URL, LISIERE_FRAME_ANCESTORS, LISIERE_CACHE_BYTES, LISIERE_PREFIX, LISIERE_TEMPLATE, and
    of LISIERE_STORE or else LISIERE_DATA.

    Empty is unset. Raises SettingsError.
    """
    default = Settings()
    size = environ.get("LISIERE_CACHE_BYTES", "") or str(default.cache_bytes)
    if not re.fullmatch("[0-9]{1,12}", size):
        raise SettingsError(f"LISIERE_CACHE_BYTES is {size!r}, expected a number of bytes, for instance 16000000")
    return Settings(
        url=_matching(environ, "LISIERE_URL", default.url, ADDRESS, "an address like https://lisiere.example").rstrip(
            "/"
        ),
        frame_ancestors=_matching(
            environ,
            "LISIERE_FRAME_ANCESTORS",
            default.frame_ancestors,
            ANCESTORS,
            "'none', or sites like https://a.example",
        ),
        cache_bytes=int(size),
        prefix=_matching(environ, "LISIERE_PREFIX", default.prefix, PREFIX, "a path like /lisiere/"),
        template=_template(environ),
        store=environ.get("LISIERE_STORE") or environ.get("LISIERE_DATA") or "",
    )


def _matching(environ: Mapping[str, str], name: str, default: str, pattern: re.Pattern[str], expected: str) -> str:
    value = environ.get(name, "")
    if not value:
        return default
    if not pattern.fullmatch(value):
        raise SettingsError(f"{name} is {value!r}, expected {expected}")
    return value


def _template(environ: Mapping[str, str]) -> Template | None:
    name = environ.get("LISIERE_TEMPLATE", "")
    try:
        return read_template(Path(name)) if name else None
    except TemplateError as error:
        raise SettingsError(f"LISIERE_TEMPLATE: {error}") from None
