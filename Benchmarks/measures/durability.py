"""Many writers at once, and processes killed at random moments: scripts/stress.sh, with its words as the figures."""
import os
import subprocess


def measure(report, root, funnel, is_full):
    writes, rounds = ("200", "200") if is_full else ("10", "10")
    report.part(
        "Concurrency and kill -9", ["where", "what happened", "demand"],
        f"`scripts/stress.sh`: 8 processes with {writes} writes each to one clone beside plain git commits, then {rounds} "
        "kills of a `batch` at random moments in a clone and in a bare store. After each kill: every acknowledged write is there, "
        "no transaction is half visible, the clone is clean; at the end `git fsck --full`. On this machine's disk, where a commit "
        "waits for the platter, and in memory, where kills fall into more commits.")
    for name, folder in [("disk", os.environ.get("TMPDIR", "/tmp")), ("memory", "/dev/shm")]:
        if not os.path.isdir(folder):
            continue
        done = subprocess.run(
            [os.path.join(root, "scripts/stress.sh"), funnel, writes, rounds], env={**os.environ, "TMPDIR": folder},
            capture_output=True, text=True, check=False)
        for line in done.stdout.splitlines():
            report.row(name, line, report.outcome(True))
        if done.returncode != 0:
            report.row(name, done.stderr.strip().replace("\n", "; "), report.outcome(False))
