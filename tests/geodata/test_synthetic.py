"""The generator of official-format files writes what the importers take."""

from pathlib import Path

import pytest

from geodata.importers import Options, base_flux, formats, mobpro
from tests import synthetic

FILES = {
    "mobpro": (mobpro.IMPORTER, synthetic.mobpro, "FD_MOBPRO_2021_synthetic.csv"),
    "base-flux": (base_flux.IMPORTER, synthetic.base_flux, "base-flux-2021_synthetic.csv"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_synthetic_file_is_recognised_and_read_without_a_row_set_aside(name: str, tmp_path: Path):
    importer, write, file = FILES[name]
    path = write(tmp_path / file, 5_000, abroad=0.2)
    assert formats.recognised(path).name == name
    batches = list(importer.read(path, Options()))
    assert sum(batch.rows_read for batch in batches) == 5_000
    assert not any(batch.set_aside for batch in batches)
    assert 500 < sum(batch.rows_kept for batch in batches) < 1_500


@pytest.mark.parametrize("name", FILES)
def test_the_same_seed_gives_the_same_bytes(name: str, tmp_path: Path):
    _, write, file = FILES[name]
    (tmp_path / "again").mkdir()
    one, other = write(tmp_path / file, 1_000), write(tmp_path / "again" / file, 1_000)
    assert one.read_bytes() == other.read_bytes()
    assert write(other, 1_000, seed=2).read_bytes() != one.read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_does_not_say_that_it_is_synthetic_is_not_written(name: str, tmp_path: Path):
    with pytest.raises(ValueError, match="expected a name that says synthetic"):
        FILES[name][1](tmp_path / "FD_MOBPRO_2021.csv", 10)
