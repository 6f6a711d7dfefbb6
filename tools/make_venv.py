"""Create a virtual environment, even on Debian or Ubuntu where Python comes without `ensurepip`.

    python3 tools/make_venv.py .venv
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

MIN_PYTHON = (3, 11)
DEBIAN_PACKAGES = ("python3-venv", "python3-pip")


def main() -> None:
    if sys.version_info < MIN_PYTHON:
        raise SystemExit(f"Python {'.'.join(map(str, MIN_PYTHON))} or newer is needed, this is "
                         f"{sys.version.split()[0]}; set PYTHON=/path/to/python3.11.")
    target = Path(sys.argv[1])
    if not has_ensurepip():
        install_ensurepip()
    shutil.rmtree(target, ignore_errors=True)
    venv.create(target, with_pip=True, symlinks=True)


def has_ensurepip() -> bool:
    """Return whether `ensurepip` is available; Debian and Ubuntu ship it in a separate package."""
    return subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True,
                          check=False).returncode == 0


def install_ensurepip() -> None:
    """Install the distribution's packages as root or with sudo, or exit with instructions."""
    apt = shutil.which("apt-get")
    sudo = [] if os.geteuid() == 0 else [shutil.which("sudo") or ""]
    if apt is None or sudo == [""]:
        raise SystemExit(f"This Python cannot make virtual environments; install "
                         f"{' and '.join(DEBIAN_PACKAGES)} first.")
    print("installing", *DEBIAN_PACKAGES)
    subprocess.run([*sudo, apt, "update", "-qq"], check=True)
    subprocess.run([*sudo, apt, "install", "-y", "-qq", *DEBIAN_PACKAGES], check=True)


if __name__ == "__main__":
    main()
