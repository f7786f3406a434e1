"""The LibreOffice that opens our slides in the tests; run as a command, it makes sure that there is one.

Looked for in this order: the path in LISIERE_SOFFICE; one on PATH. Where none is, the command installs the
distribution's packages, as root or in CI.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FONTS = Path(__file__).parents[2] / "dashboard" / "fonts"
PACKAGES = ("libreoffice-impress", "poppler-utils")
ADVICE = (
    "No LibreOffice is here, and opening our slides in one needs it: install it (on Debian: apt install "
    f"{' '.join(PACKAGES)}) or name yours with LISIERE_SOFFICE=/path/to/soffice."
)


def in_ci() -> bool:
    """Whether this run must skip nothing."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def soffice() -> str | None:
    """The LibreOffice to take, None where it or poppler's pdftoppm is missing."""
    found = os.environ.get("LISIERE_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    return found if shutil.which("pdftoppm") else None


def install() -> None:
    """Install the distribution's packages where that needs no password: as root, or with CI's sudo."""
    root = os.geteuid() == 0
    if shutil.which("apt-get") and (root or in_ci()):
        print("Installing LibreOffice, which opens the slides in the tests…", flush=True)
        prefix = [] if root else ["sudo", "--non-interactive"]
        for step in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
            command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", *step]
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def pictures(file: Path, width: int) -> list[Path]:
    """The slides of a presentation as PNG of so many px, made beside it by LibreOffice in the type of the slides."""
    folder = file.parent
    fonts = folder / "fonts.conf"
    parts = (
        f"<dir>{FONTS}</dir><cachedir>{folder / 'cache'}</cachedir>",
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    )
    fonts.write_text(f"<fontconfig>{''.join(parts)}</fontconfig>", encoding="utf-8")
    command = [
        str(soffice()), "--headless", f"-env:UserInstallation=file://{folder / 'profile'}",
        "--convert-to", "pdf", "--outdir", str(folder), str(file),
    ]  # fmt: skip
    env = {**os.environ, "FONTCONFIG_FILE": str(fonts), "HOME": str(folder)}
    subprocess.run(command, check=True, capture_output=True, timeout=240, env=env)
    stem = folder / file.stem
    pdf = file.with_suffix(".pdf")
    subprocess.run(
        ["pdftoppm", "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", str(pdf), str(stem)], check=True
    )
    subprocess.run(["pdftotext", "-bbox", str(pdf), f"{stem}.html"], check=True)
    return sorted(folder.glob(f"{file.stem}-*.png"))


if __name__ == "__main__" and soffice() is None:
    install()
    if soffice() is None:
        sys.exit(ADVICE) if in_ci() else print(ADVICE, "The test is skipped.")
