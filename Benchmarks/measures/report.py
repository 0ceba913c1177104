"""Collects figures and writes them as a table for people and as docs/benchmarks.md."""
import datetime
import os
import platform
import subprocess


class Report:
    def __init__(self):
        self.parts, self.verdicts = [], []

    def part(self, title, columns, note):
        """Begins a table; `note` says what was measured and how."""
        self.parts.append({"title": title, "columns": columns, "note": note, "rows": []})
        print(f"\n{title}\n  {'  '.join(columns)}", flush=True)

    def row(self, *cells):
        self.parts[-1]["rows"].append([str(cell) for cell in cells])
        print("  " + "  ".join(str(cell) for cell in cells), flush=True)

    def judge(self, value, bound, unit=""):
        """`met` or `missed`, with the demand: a figure to read, never what decides a build."""
        verdict = "met" if value <= bound else "missed"
        self.verdicts.append(verdict)
        return f"≤ {bound:g}{unit}: {verdict}"

    def outcome(self, is_met):
        """The same for a demand that is no number."""
        self.verdicts.append("met" if is_met else "missed")
        return self.verdicts[-1]

    def compare(self, name, ours, peer_name, peer, bound=None):
        """A row of CPU times beside a peer's, with the ratio of the minima."""
        ratio = ours.minimum / peer.minimum
        self.row(
            name, f"{ours.minimum:.2f} ({ours.median:.2f})", peer_name, f"{peer.minimum:.2f} ({peer.median:.2f})",
            f"{ratio:.2f}", self.judge(ratio, bound) if bound else "")

    def summary(self):
        met = self.verdicts.count("met")
        return f"{met} of {len(self.verdicts)} demands met"

    def markdown(self, machine):
        lines = [
            "# Benchmarks", "",
            "Written by `make bench` (`Benchmarks/run --full` for all of it); not edited by hand. Timings decide no",
            "test: a demand that is missed is a figure to look into.", "",
            *[f"- {name}: {value}" for name, value in machine], "",
            f"**{self.summary()}.**", "",
            "A ratio is ours divided by the peer's, run in turn with ours in the same minute: of minima, since a",
            "busy machine only adds. Times of commands are CPU time, user and system with all children, cold: a",
            "process for each. Minimum, and the median in brackets.",
        ]
        for part in self.parts:
            lines += ["", f"## {part['title']}", "", part["note"], ""]
            lines.append("| " + " | ".join(part["columns"]) + " |")
            lines.append("| " + " | ".join("---" for _ in part["columns"]) + " |")
            lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in part["rows"]]
        return "\n".join(lines) + "\n"


def machine(root, arguments):
    """What the figures depend on, as (name, value) pairs."""

    def first(argv):
        try:
            done = subprocess.run(argv, cwd=root, capture_output=True, text=True, check=False)
            return (done.stdout or done.stderr).strip().split("\n")[0]
        except OSError:
            return "not there"

    cpu = "unknown"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                cpu = line.split(":", 1)[1].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    revision = first(["git", "rev-parse", "--short=12", "HEAD"])
    if not all(letter in "0123456789abcdef" for letter in revision):
        revision = "unknown (not run from a clone)"
    changed = first(["git", "status", "--porcelain", "--", "Sources", "Package.swift", "Benchmarks"])
    return [
        ("Date", datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")),
        ("Revision", revision + (" with changes" if changed else "")),
        ("Machine", f"{cpu}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}"),
        ("Load", "{:.1f} at the start: above {} other work ran beside".format(os.getloadavg()[0], os.cpu_count())),
        ("Versions", f"{first(['git', '--version'])}; {first(['swift', '--version'])}; Python {platform.python_version()}"),
        ("Form", ("full" if arguments.full else "short") + f", {arguments.rounds} rounds"),
    ]
