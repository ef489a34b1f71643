#!/usr/bin/env python3
"""A server that echoes messages and is correct, or correct but for one mistake.
usage: server.py [--port PORT] [MISTAKE]     without a mistake: the correct one; port 0: any that is free
       server.py [--port PORT] --deflate     the correct one with compression
       server.py --list                      the mistakes of servers"""
import argparse
import sys

sys.dont_write_bytecode = True  # the tree stays as it is
from deflating import Deflating
from exhibits import EXHIBITS
from handshake import Server
from listener import Listener
from mistakes import print_list


def listener(mistake, port=0, correct=Server):
    chosen = EXHIBITS[mistake] if mistake else correct
    return chosen(Server, port) if issubclass(chosen, Listener) else Listener(chosen, port)


def main():
    parser = argparse.ArgumentParser(description="An echo server with one mistake.")
    parser.add_argument("mistake", nargs="?", metavar="MISTAKE", help="its id; without: no mistake")
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--deflate", action="store_true", help="no mistake, and permessage-deflate")
    parser.add_argument("--list", action="store_true", help="print the mistakes")
    options = parser.parse_args()
    if options.list:
        return print_list("server")
    if options.mistake and getattr(EXHIBITS.get(options.mistake), "role", "server") != "server":
        parser.error("that one is a mistake of a client")
    if options.mistake and options.deflate:
        parser.error("--deflate is the correct server: which exhibits compress is up to them")
    if options.mistake and options.mistake not in EXHIBITS:
        parser.error(f"no mistake has the id {options.mistake}; --list tells them")
    Listener.tells = True
    server = listener(options.mistake, options.port, Deflating if options.deflate else Server)
    print(f"listening on 127.0.0.1:{server.port}", flush=True)
    server.serve()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
