#!/usr/bin/env python3
"""A client that echoes messages and is correct, or correct but for one mistake. It speaks to a checker that listens, in
the way of drivers for Autobahn: asks for the number of cases, connects for each, and asks for the report.
usage: client.py --port PORT [MISTAKE]           all cases
       client.py --port PORT --once [MISTAKE]    one connection to /
       client.py --list                          the mistakes of clients"""
import argparse
import socket
import sys

sys.dont_write_bytecode = True  # the tree stays as it is
from exhibits import EXHIBITS
from handshake import Client
from mistakes import print_list


class Asks(Client):
    """A correct client that keeps the last message instead of echoing it."""

    answer = None

    def on_message(self, opcode, message):
        self.answer = message


def connect(kind, port, target):
    with socket.create_connection(("127.0.0.1", port)) as sock:
        client = kind(sock, f"127.0.0.1:{port}", target)
        client.run()
        return client


def run_cases(kind, port, agent):
    count = int(connect(Asks, port, "/getCaseCount").answer or 0)
    for number in range(1, count + 1):
        connect(kind, port, f"/runCase?case={number}&agent={agent}")
    connect(Asks, port, f"/updateReports?agent={agent}")


def main():
    parser = argparse.ArgumentParser(description="An echo client with one mistake.")
    parser.add_argument("mistake", nargs="?", metavar="MISTAKE", help="its id; without: no mistake")
    parser.add_argument("--port", type=int, help="where the checker listens, on 127.0.0.1")
    parser.add_argument("--once", action="store_true", help="connect once, to /")
    parser.add_argument("--list", action="store_true", help="print the mistakes")
    options = parser.parse_args()
    if options.list:
        return print_list("client")
    if options.port is None:
        parser.error("--port PORT is missing")
    kind = EXHIBITS.get(options.mistake) if options.mistake else Client
    if getattr(kind, "role", None) != "client":
        parser.error(f"no mistake of a client has the id {options.mistake}; --list tells them")
    if options.once:
        connect(kind, options.port, "/")
    else:
        run_cases(kind, options.port, options.mistake or "correct")


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, ConnectionRefusedError) as end:
        sys.exit(str(end))
