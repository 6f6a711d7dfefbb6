"""Print the path of a Chromium for the tests, installing one if necessary.

The options are tried in this order: the environment variable CHROMIUM, a browser on the PATH, the build
that Playwright has installed or can install, the distribution's package. Progress goes to stderr.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 600


def main() -> int:
    path = named() or installed() or playwrights() or distributions()
    if path is None:
        print("No Chromium found and none could be installed; install the package 'chromium', "
              "or set CHROMIUM to the path of one.", file=sys.stderr)
        return 1
    print(path)
    return 0


def named() -> str | None:
    """Return the browser named by CHROMIUM, if it exists."""
    path = os.environ.get("CHROMIUM", "")
    return path if path and Path(path).is_file() else None


def installed() -> str | None:
    """Return a browser on the PATH, except Ubuntu's placeholder for a snap, which does not run."""
    for name in NAMES:
        path = shutil.which(name)
        if path and run([path, "--version"]):
            return path
    return None


def playwrights() -> str | None:
    """Return Playwright's own build, downloaded if possible."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if not Path(path).exists():
        run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"])
    return path if Path(path).exists() and run([path, "--version"]) else None


def distributions() -> str | None:
    """Install the distribution's package, as root or with sudo."""
    apt = shutil.which("apt-get")
    sudo = [] if os.geteuid() == 0 else [shutil.which("sudo") or ""]
    if apt is None or sudo == [""]:
        return None
    run([*sudo, apt, "update", "-qq"])
    run([*sudo, apt, "install", "-y", "-qq", "chromium"])
    return installed()


def run(command: list[str]) -> bool:
    """Run a command with its output on stderr; return whether it succeeds in time."""
    print("trying:", *command, file=sys.stderr)
    try:
        done = subprocess.run(command, stdout=sys.stderr, stderr=sys.stderr, timeout=SECONDS,
                              check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
