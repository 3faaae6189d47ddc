"""What the format checks share: counting, walking a published folder."""
import pathlib
import sys


class Checks:
    """Counts checks and ends with the line that tests/run reads."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, problems):
        problems = list(problems)
        if problems:
            self.failed += 1
            print(f"{name}:")
            for problem in problems[:12]:
                print(f"  {problem}")
        else:
            self.passed += 1

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(self.failed > 0 or self.passed == 0)


def folder():
    return pathlib.Path(sys.argv[1])


def files(pattern):
    return sorted(folder().rglob(pattern))
