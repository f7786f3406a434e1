"""docs/imports.md says what the importers do."""

from pathlib import Path

from geodata.importers import formats, tidy


def test_every_format_and_every_tidy_column_is_documented(project: Path):
    text = (project / "docs" / "imports.md").read_text(encoding="utf-8")
    wanted = (*formats.FORMATS, *tidy.NEEDED, *tidy.MAY)
    assert [name for name in wanted if f"`{name}`" not in text] == []
