"""What a measure gives: a number, its unit, and the bar that it has to clear."""

from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Figure:
    """One line of the table; `bar` is the most that is allowed, or the least where `least` is set, None for no bar."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    least: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the bar is cleared, in one word; empty without a bar."""
        if self.bar is None:
            return ""
        return "yes" if (self.value >= self.bar if self.least else self.value <= self.bar) else "NO"

    @property
    def line(self) -> tuple[str, str, str, str, str]:
        """Name, value, bar, verdict and note as text."""
        sign = "≥" if self.least else "≤"
        bar = "" if self.bar is None else f"{sign} {self.bar:g} {self.unit}"
        return self.name, f"{self.value:,.{0 if self.value >= 100 else 2}f} {self.unit}", bar, self.verdict, self.note


def p95(values: list[float]) -> float:
    """The 95th percentile of at least two values."""
    return quantiles(values, n=20, method="inclusive")[-1]
