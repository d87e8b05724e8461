"""Runs all judges and counts.

Each judge is a module with a function `judge(court)` that calls `court.check(name, passed, detail)` for every
verdict. A failing check prints its detail; checks that come by the thousand print only the first few.
"""

import sys
from pathlib import Path

import entities
import foreign_bot
import metrics
import models
from fake import Fake


class Court:
    """Counts verdicts and shows what failed."""

    MOST_SHOWN = 5

    def __init__(self):
        self.passed = 0
        self.failed = 0
        self._shown = {}

    def check(self, name, passed, detail=""):
        if passed:
            self.passed += 1
            return
        self.failed += 1
        self._shown[name] = self._shown.get(name, 0) + 1
        if self._shown[name] <= self.MOST_SHOWN:
            print(f"FAILED {name}: {detail}", flush=True)


def main():
    court = Court()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    for judge in (entities, models, foreign_bot, metrics):
        before = court.passed, court.failed
        try:
            with Fake() as fake:
                judge.judge(court, fake, folder)
        except Exception as error:  # a judge that breaks down has not passed anything
            court.check(judge.__name__, False, f"{type(error).__name__}: {error}")
        passed, failed = court.passed - before[0], court.failed - before[1]
        print(f"{judge.__name__}: {passed} passed, {failed} failed", flush=True)
    print(f"{court.passed} passed, {court.failed} failed")
    return 1 if court.failed else 0


if __name__ == "__main__":
    sys.exit(main())
