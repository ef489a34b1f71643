#!/usr/bin/env python3
"""The starters of docs/labs/any-language.md start, take one client after the other, and do nothing right: each
answers a request, and not with 101. Those whose language is not installed are left out, and named.
usage: starters_test.py     exit status 1 when one does something else"""
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True  # the tree stays as it is
import server_probes
from probes import ask, request

STARTERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs/labs/starters")
COMMANDS = {"python": [sys.executable, "server.py"], "javascript": ["node", "server.js"],
            "java": ["java", "Server.java"], "go": ["go", "run", "server.go"]}
MOST_LINES = 59


def wrong_with(language, command):
    folder = os.path.join(STARTERS, language)
    with open(os.path.join(folder, command[-1]), encoding="utf-8") as source:
        if len(source.readlines()) > MOST_LINES:
            return f"longer than {MOST_LINES} lines"
    # A group of its own: `go run` starts the program as its child.
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            said = process.stdout.readline()
            if not re.fullmatch(r"listening on 127\.0\.0\.1:\d+\n", said):
                return f"said {said!r}"
            port = int(said.rpartition(":")[2])
            answers = [ask(port, request()), ask(port, request())]
            if answers != [["500"]] * 2:
                return f"answered {answers}"
            function, expected = server_probes.PROBES["sample"]
            return "passes" if function(port) == expected else None
        finally:
            os.killpg(process.pid, 15)


def main():
    failed = 0
    for language, command in COMMANDS.items():
        if not shutil.which(command[0]):
            print(f"starters: {command[0]} is not installed, so the one in {language} was not tried")
            continue
        wrong = wrong_with(language, command)
        if wrong:
            print(f"starters: {language}: {wrong}")
            failed += 1
    print(f"ws starters: {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
