"""Classes of a shaded map, and the round numbers of its scales."""

from dashboard.compose.index import Row
from dashboard.compose.series import Cut

SHARES = (0.3, 0.55, 0.75, 0.9)
STEPS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)


def class_limits(*cuts: Cut) -> tuple[float, ...]:
    """Up to four round limits that part the values from 200 up; few values share a class at the low end."""
    rows = [row for cut in cuts for row in cut.rows]
    values = sorted(row.workers for row in rows if row.workers is not None and not row.caution)
    if len(values) < 3:
        return ()
    found = {nearest_round(values[min(int(len(values) * share), len(values) - 1)]) for share in SHARES}
    return tuple(sorted(limit for limit in found if values[0] < limit <= values[-1]))


def style_of(row: Row, limits: tuple[float, ...]) -> str:
    """The style of a row: its status, caution (under 200), or r1…r5 by its place between the limits."""
    if row.status != "observed" or row.workers is None:
        return row.status
    if row.caution:
        return "caution"
    step = sum(row.workers >= limit for limit in limits)
    return f"r{1 + round(step * 4 / max(len(limits), 1))}"


def nearest_round(value: float) -> float:
    """The nearest of 1, 1.5, 2, 3, 4, 5, 6, 8 and 10 times a power of ten: 33 625 → 30 000."""
    power = 10 ** (len(str(int(value))) - 1)
    return min((step * power for step in STEPS), key=lambda step: abs(step - value))


def round_down(value: float) -> float:
    """The next value below with one digit that is not zero: 38 625 → 30 000."""
    power = 10 ** (len(str(int(max(value, 1)))) - 1)
    return float(value // power * power)
