"""The rings of poles that a format shows, where they stand, in px."""

from dataclasses import dataclass

from dashboard.placement.formats import Format
from dashboard.placement.ground import Ground
from dashboard.placement.room import Box
from dashboard.view import MapScene, Mark, Point

# Radii in px of the rings whose size says a figure; 0 where no source gives it.
GRADES = (3.0, 3.6, 5.6, 8.2)


@dataclass(frozen=True)
class PlacedMark:
    """A pole's ring."""

    mark: Mark
    at: Point
    radius: float

    @property
    def lasting(self) -> bool:
        """Whether a pole keeps its ring without room for its name."""
        return self.mark.rank == 1 or self.mark.grade is not None

    @property
    def ring(self) -> Box:
        """The room that it takes."""
        (x, y), reach = self.at, self.radius + 1.5
        return x - reach, y - reach, x + reach, y + reach


def marks_of(scene: MapScene, form: Format, ground: Ground) -> list[PlacedMark]:
    """The rings that a format shows, where they would stand."""
    marks = [mark for mark in scene.marks if mark.rank <= form.poles_of_rank or mark.grade is not None]
    placed = [PlacedMark(mark, ground.point(mark.point), _radius(mark, form)) for mark in marks]
    return [item for item in placed if inside(item.at, form)]


def inside(point: Point, form: Format) -> bool:
    """Whether a point is on the map, off its edge."""
    return 8 < point[0] < form.width - 8 and 8 < point[1] < form.height - 8


def _radius(mark: Mark, form: Format) -> float:
    if mark.grade is not None:
        return GRADES[mark.grade] * form.unit(0.8)
    return {1: 4.2, 2: 3.2, 3: 2.6}[mark.rank] * form.type_scale
