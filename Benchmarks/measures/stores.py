"""The stores that are measured on, made once by `funnel demo` in a folder of their own."""
import os
import pathlib
import re

from .process import run, text


class Stores:
    """10,000 documents (500 users) as a clone, bare, and as a clone with 1,000 commits of history."""

    def __init__(self, funnel, root):
        self.funnel, self.root, self.made = funnel, pathlib.Path(root), {}

    def _made(self, name, make):
        if name not in self.made:
            path = self.root / name
            make(str(path))
            self.made[name] = str(path)
        return self.made[name]

    def demo(self, path, *options):
        return run([self.funnel, "demo", path, *options])

    def clone(self):
        return self._made("clone", lambda path: self.demo(path, "--users", "500", "--commits", "0"))

    def bare(self):
        return self._made("bare", lambda path: self.demo(path, "--bare", "--users", "500", "--commits", "0"))

    def history(self):
        def make(path):
            self.demo(path + ".git", "--bare", "--users", "500", "--commits", "1000")
            run(["git", "clone", "-q", path + ".git", path])

        return self._made("history", make)

    def persona(self, store):
        """A persona of the store: its path, and its file below the store. Two stores of a seed have the same."""
        file = sorted(pathlib.Path(store).glob("data/users/*/personas/*.json"))[0]
        home = os.getcwd()
        os.chdir(store)
        path = text([self.funnel, "path", str(file.relative_to(store))])
        os.chdir(home)
        return path, str(file.relative_to(store))


def reword(file, number):
    """A hand edit: another description, as an editor would write it."""
    path = pathlib.Path(file)
    words = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r'"description": "[^"]*"', f'"description": "Reworded by hand for round {number}."', words),
        encoding="utf-8")
