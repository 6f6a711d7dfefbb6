"""`python -m tests.fuzz [--runs N] [--seed N] [--corpus FOLDER]`: exit code 1 if anything failed."""

import argparse
import hashlib
import sys
import time
import warnings
from pathlib import Path

from geo.world import load_world
from tests.conftest import ROOT
from tests.fuzz.run import Failure, run
from tests.fuzz.targets import targets


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--corpus", type=Path, default=ROOT / ".cache" / "fuzz")
    parser.add_argument("--only", help="the name of one target")
    asked = parser.parse_args()
    warnings.simplefilter("error")
    found = [target for target in targets(load_world()) if asked.only in (None, target.name)]

    def failed(failure: Failure) -> None:
        digest = hashlib.sha256(failure.data).hexdigest()[:16]
        path = asked.corpus / "failed" / f"{failure.target}-{asked.seed}-{digest}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(failure.data)
        _say(f"{path}\n{failure.what}\n")

    failures = run(found, asked.runs, asked.seed, asked.corpus, _say, failed)
    _say(f"seed {asked.seed}: {asked.runs} inputs, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
