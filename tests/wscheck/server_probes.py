"""The conversations with a server: name -> (function of the port, the outcome of a correct server)."""
import socket

import deflate_probes
from frame_probes import ENDED, FAILS, frame_probes
from probes import (BINARY, CLOSE, CONTINUATION, LONG, NONCE, PING, SHORT, TEXT, WAIT, ask, connected, converse, frame,
                    read_to_end, request, show, shown_frames)

PROBES = dict(deflate_probes.PROBES)
END = frame(CLOSE, b"\x03\xe8")


def head(name, asked, expected, **more):
    PROBES[name] = (lambda port: ask(port, asked, **more)), expected


def probe(expected):
    def enter(function):
        PROBES[function.__name__.replace("_", "-")] = function, expected
        return function

    return enter


# Frames

for name, (pieces, expected) in frame_probes(frame).items():
    PROBES[name] = (lambda port, pieces=pieces: converse(port, *pieces)), expected
PROBES["unmasked"] = (lambda port: converse(port, frame(TEXT, b"Hello", mask=None))), FAILS
head("frame-behind-head", request() + frame(TEXT, b"early") + END, ["101", show(TEXT, b"early"), ENDED])

# The opening handshake

head("sample", request(), ["101"])
head("another-key", request(key="w4v7O6xFTi36lq3RNcgctw=="), ["101"], key="w4v7O6xFTi36lq3RNcgctw==")
head("names-in-capitals", request().upper().replace(NONCE.upper().encode(), NONCE.encode()).replace(
    b"GET /ECHO", b"GET /echo"), ["101"])
head("key-two-blanks", request(f"Sec-WebSocket-Key:  {NONCE}"), ["101"])
head("key-blank-behind", request(f"Sec-WebSocket-Key: {NONCE} \t"), ["101"])
head("key-no-blank", request(f"Sec-WebSocket-Key:{NONCE}"), ["101"])
head("upgrade-capitals", request("Upgrade: WebSocket"), ["101"])
head("connection-list", request("Connection: keep-alive, Upgrade"), ["101"])
head("connection-small", request("Connection: upgrade"), ["101"])
head("no-upgrade", request(drop=["upgrade"]), ["426"])
head("no-connection", request(drop=["connection"]), ["426"])
head("no-version", request(drop=["sec-websocket-version"]), ["426 sec-websocket-version"])
head("version-8", request("Sec-WebSocket-Version: 8"), ["426 sec-websocket-version"])
head("no-key", request(drop=["sec-websocket-key"]), ["400"])
head("short-key", request(key="AAAA"), ["400"])
head("no-host", request(drop=["host"]), ["400"])
head("post", request(line="POST /echo HTTP/1.1"), ["405 allow"])
head("http-1.0", request(line="GET /echo HTTP/1.0"), ["400"])
head("subprotocols", request("Sec-WebSocket-Protocol: chat, talk"), ["101"], offered=("chat", "talk"))
head("extensions", request("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"), ["101"])
head("extensions-malformed", request("Sec-WebSocket-Extensions: ;;="), ["400"])
head("no-colon", request("Host: h\r\nnonsense"), ["400"])
head("endless-head", request()[:-2] + b"X: " + b"*" * 20000, ["431"])


@probe(["101"])
def head_in_two_segments(port):
    return ask(port, request()[:40], request()[40:])  # nothing answers the first piece: this waits SHORT


# What takes more than one connection, or a look at the end of TCP


@probe([ENDED, "ends"])
def server_ends_tcp(port):
    sock, rest = connected(port)
    with sock:
        sock.sendall(END)
        data, end = read_to_end(sock, WAIT)
    return shown_frames(rest + data, masked=False) + [end or "ends"]


@probe(["ends"])
def end_of_tcp(port):
    sock, rest = connected(port)
    with sock:
        sock.shutdown(socket.SHUT_WR)
        return [read_to_end(sock, WAIT)[1] or "ends"]


def echoes(port, wait=WAIT):
    """Whether one more client is served."""
    try:
        with socket.create_connection(("127.0.0.1", port), wait) as sock:
            sock.sendall(request() + frame(TEXT, b"more"))
            return read_to_end(sock, wait, lambda data: data.endswith(b"\x81\x04more"))[1] == "open"
    except OSError:
        return False


@probe([True])
def second_client(port):
    sock, _ = connected(port)
    with sock:
        return [echoes(port)]


@probe([True])
def silent_client(port):
    with socket.create_connection(("127.0.0.1", port)):
        return [echoes(port)]


@probe([True])
def after_bad_request(port):
    ask(port, b"nonsense\r\n\r\n")
    return [echoes(port)]


@probe([True])
def after_bad_frame(port):
    converse(port, frame(3))
    return [echoes(port)]


@probe(["400"])
def bad_request_without_end(port):
    with socket.create_connection(("127.0.0.1", port)) as sock:
        sock.sendall(b"nonsense\r\n\r\n")
        return ask_rest(sock)


def ask_rest(sock):
    data, end = read_to_end(sock, WAIT)
    return [data.decode("latin-1").partition(" ")[2][:3] or end or "ends"]


@probe([show(TEXT, b"Hello")])
def two_clients_with_fragments(port):
    one, _ = connected(port)
    with one:
        one.sendall(frame(TEXT, b"Hel", 0) + frame(PING))
        read_to_end(one, SHORT, len)
        converse(port, frame(TEXT, b"J", 0))
        one.sendall(frame(CONTINUATION, b"lo"))
        one.shutdown(socket.SHUT_WR)
        return shown_frames(read_to_end(one)[0], masked=False)[-1:]


LARGE = 12 << 20


@probe([LARGE + 10])
def large_message(port):
    """The server cannot send it at one go, because we do not read before it has all come."""
    sock, _ = connected(port)
    with sock:
        sock.sendall(frame(BINARY, b"", length=LARGE, mask=bytes(4)) + bytes(LARGE))
        sock.shutdown(socket.SHUT_WR)
        return [len(read_to_end(sock, LONG)[0])]
