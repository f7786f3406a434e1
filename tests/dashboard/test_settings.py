"""Settings come from the environment; a wrong one is named."""

import pytest

from dashboard.settings import Settings, SettingsError, read_settings


def test_an_empty_environment_gives_the_defaults():
    assert read_settings({}) == Settings() == read_settings({"LISIERE_URL": "", "LISIERE_CACHE_BYTES": ""})


def test_each_setting_is_read():
    environ = {
        "LISIERE_URL": "https://lisiere.example/atlas/",
        "LISIERE_FRAME_ANCESTORS": "'self' https://*.espaces-transfrontaliers.org",
        "LISIERE_CACHE_BYTES": "1000",
        "LISIERE_PREFIX": "/atlas/",
    }
    assert read_settings(environ) == Settings(
        "https://lisiere.example/atlas", "'self' https://*.espaces-transfrontaliers.org", 1000, "/atlas/"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LISIERE_URL", "lisiere.example"),
        ("LISIERE_URL", "https://a.example/<script>"),
        ("LISIERE_FRAME_ANCESTORS", "https://a.example; script-src *"),
        ("LISIERE_FRAME_ANCESTORS", "*"),
        ("LISIERE_CACHE_BYTES", "16 MB"),
        ("LISIERE_CACHE_BYTES", "-1"),
        ("LISIERE_PREFIX", "atlas"),
        ("LISIERE_PREFIX", "/atlas"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_what_was_expected(name, value):
    with pytest.raises(SettingsError, match=f"{name} is .*, expected "):
        read_settings({name: value})
