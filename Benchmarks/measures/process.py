"""Runs commands and tells what they cost: CPU time, user and system, of the command and its children."""
import os
import statistics
import subprocess
import time

ENVIRONMENT = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    # A repack in the background would be measured with whatever runs beside it.
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "gc.auto",
    "GIT_CONFIG_VALUE_0": "0",
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
}


class Sample:
    """The times of one case's rounds, in milliseconds."""

    def __init__(self):
        self.cpu, self.wall = [], []

    @property
    def minimum(self):
        return min(self.cpu)

    @property
    def median(self):
        return statistics.median(self.cpu)

    @property
    def wall_median(self):
        return statistics.median(self.wall)


def run(argv, stdin=None, stdout=None):
    """One command in the current folder. Gives (CPU ms, wall ms); a failure ends the bench with its words."""
    with open(stdin or os.devnull, "rb") as source, open(stdout or os.devnull, "wb") as sink:
        start = time.monotonic()
        child = subprocess.Popen(argv, stdin=source, stdout=sink, stderr=subprocess.PIPE, env=ENVIRONMENT)
        error = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stderr.close()
    if child.returncode != 0:
        raise SystemExit(f"{' '.join(argv)} ended with {child.returncode}: {error.decode(errors='replace')}")
    return (usage.ru_utime + usage.ru_stime) * 1000, wall * 1000


def text(argv):
    """What a command prints, without the last line feed."""
    return subprocess.run(argv, env=ENVIRONMENT, check=True, capture_output=True, text=True).stdout.rstrip("\n")


class Case:
    """One side of a comparison: `commands(i)` are run in a row and measured, `prepare(i)` before them is not."""

    def __init__(self, name, commands, prepare=None, folder=None):
        self.name, self.commands, self.prepare, self.folder = name, commands, prepare, folder


def fixed(name, *argv, folder=None, prepare=None):
    """A case that runs the same command each time."""
    return Case(name, lambda _: [list(argv)], prepare=prepare, folder=folder)


def interleave(cases, rounds):
    """Runs the cases in turn, round after round, after one round for the caches. Gives a sample for each."""
    samples = [Sample() for _ in cases]
    home = os.getcwd()
    for index in range(rounds + 1):
        for case, sample in zip(cases, samples):
            if case.folder:
                os.chdir(case.folder)
            if case.prepare:
                case.prepare(index)
            costs = [run(argv) for argv in case.commands(index)]
            if index > 0:
                sample.cpu.append(sum(cpu for cpu, _ in costs))
                sample.wall.append(sum(wall for _, wall in costs))
            os.chdir(home)
    return samples
