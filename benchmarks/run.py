"""Time evtrack beside its peers: whole processes in turn, medians, and ratios pair by pair.

`make bench` runs it. Only the ratios mean something on another machine.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from libraries import with_example
from retraction_lists import write_list

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
EVTRACK = str(Path(PYTHON).parent / "evtrack")
RUNS = int(os.environ.get("RUNS", "11"))

WHOLE_LIBRARY = (
    "import pandas, bibtexparser, logging; logging.disable(); pandas.read_csv('claims.csv'); "
    "bibtexparser.parse_file('references.bib')"
)


@dataclass(frozen=True)
class Pair:
    """Two commands that do comparable work, in a folder, and the ratio aimed at."""

    name: str
    ours: Sequence[str]
    theirs: Sequence[str]
    folder: Path
    goal: float


def main() -> None:
    """Print a Markdown table of all pairs."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with_example(folder, ROOT, entries=1_000)
        pairs = [
            Pair(
                "`evtrack --version` against `python -c pass`",
                [EVTRACK, "--version"],
                [PYTHON, "-c", "pass"],
                folder,
                4.0,
            ),
            Pair(
                "`evtrack check`, 17 of 1,000 entries cited, against pandas and bibtexparser "
                "reading both files whole",
                [EVTRACK, "check"],
                [PYTHON, "-c", WHOLE_LIBRARY],
                folder,
                0.20,
            ),
        ]
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {RUNS} runs each\n")
        print("| what | evtrack | peer | ratio | goal |")
        print("|---|---|---|---|---|")
        for pair in pairs:
            print(row(pair))
        print(f"\n{list_of_retractions(folder)}")


def row(pair: Pair) -> str:
    """One line of the table, measured."""
    runs = [(run(pair.ours, pair.folder), run(pair.theirs, pair.folder)) for _ in range(RUNS + 1)]
    counted = runs[1:]  # the first pair warms up
    ours = statistics.median(our for our, _ in counted)
    theirs = statistics.median(their for _, their in counted)
    ratio = statistics.median(our / their for our, their in counted)
    return (
        f"| {pair.name} | {ours * 1000:.0f} ms | {theirs * 1000:.0f} ms | {ratio:.3f} | "
        f"≤ {pair.goal:.2f} |"
    )


def list_of_retractions(folder: Path, notices: int = 60_000) -> str:
    """What a list of so many notices adds to `check`, measured."""
    write_list(folder / "retractions.csv", notices)
    config, seconds = folder / "evtrack.toml", []
    for _ in range(RUNS + 1):
        config.write_text("")
        without = run([EVTRACK, "check"], folder)
        config.write_text('retractions = "retractions.csv"\n')
        seconds.append(run([EVTRACK, "check"], folder) - without)
    size = (folder / "retractions.csv").stat().st_size / 1e6
    return (
        f"A list of {notices:,} retractions ({size:.0f} MB) adds "
        f"{statistics.median(seconds[1:]) * 1000:.0f} ms to `evtrack check`; goal: below 500 ms."
    )


def run(command: Sequence[str], folder: Path) -> float:
    """The seconds of one process from start to end, its output thrown away."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {done.returncode}")
    return seconds


if __name__ == "__main__":
    main()
