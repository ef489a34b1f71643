"""The conversations with a server: name -> (function of the port, the outcome of a correct server)."""
import socket

from probes import (BINARY, CLOSE, CONTINUATION, LONG, NONCE, PING, PONG, SHORT, TEXT, ask, connected, converse, frame,
                    read_to_end, request, show, shown_frames)

PROBES = {}
SYNC = frame(PING, b"sync")
SYNCED = show(PONG, b"sync")
END = frame(CLOSE, b"\x03\xe8")  # each conversation ends with a Close: its answer tells that the server still listens
ENDED = "close 1000"
FAILS = ["close 1002"]


def frames(name, pieces, expected):
    """One piece, or several; `expected` without the answer to the Close, unless the connection fails."""
    pieces = pieces if isinstance(pieces, list) else [pieces]
    expected = expected if any(line.startswith("close") for line in expected) else [*expected, ENDED]
    PROBES[name] = (lambda port: converse(port, *pieces[:-1], pieces[-1] + END)), expected


def echo(name, payload, opcode=TEXT):
    frames(name, frame(opcode, payload), [show(opcode, payload)])


def head(name, asked, expected, **more):
    PROBES[name] = (lambda port: ask(port, asked, **more)), expected


def probe(expected):
    def enter(function):
        PROBES[function.__name__.replace("_", "-")] = function, expected
        return function

    return enter


# Lengths

for size in (0, 1, 125, 126, 127, 128, 65535, 65536):
    echo(f"text-{size}", b"*" * size)
echo("binary", b"\0\xff\x80\xfe", BINARY)
frames("long-form-16", frame(TEXT, b"Hello", form=16), FAILS)
frames("long-form-64", frame(TEXT, b"Hello", form=64), FAILS)
frames("length-top-bit", frame(BINARY, b"Hello", form=64, length=5 | 1 << 63), FAILS)
frames("length-over-32-bits", frame(BINARY, b"Hello", form=64, length=5 | 1 << 32), ["close 1009"])

# The stream

frames("two-in-a-segment", frame(TEXT, b"one") + frame(TEXT, b"two"), [show(TEXT, b"one"), show(TEXT, b"two")])
hello = frame(TEXT, b"Hello, Hello")
for name, cut in (("cut-after-one-byte", 1), ("cut-in-key", 4), ("cut-in-payload", 12)):
    frames(name, [SYNC + hello[:cut], hello[cut:]], [SYNCED, show(TEXT, b"Hello, Hello")])
head("frame-behind-head", request() + frame(TEXT, b"early") + END, ["101", show(TEXT, b"early"), ENDED])

# The mask

frames("unmasked", frame(TEXT, b"Hello", mask=None), FAILS)

# Messages

frames("fragments", frame(TEXT, b"Hel", 0) + frame(CONTINUATION, b"lo"), [show(TEXT, b"Hello")])
frames("fragments-binary", frame(BINARY, b"Hel", 0) + frame(CONTINUATION, b"l", 0) + frame(CONTINUATION, b"o"),
       [show(BINARY, b"Hello")])
frames("nothing-to-continue", frame(CONTINUATION, b"lo"), FAILS)
frames("message-in-message", frame(TEXT, b"Hel", 0) + frame(TEXT, b"lo"), FAILS)
frames("ping-in-message", frame(TEXT, b"Hel", 0) + frame(PING, b"x") + frame(CONTINUATION, b"lo"),
       [show(PONG, b"x"), show(TEXT, b"Hello")])
for bits in (1, 2, 4):
    frames(f"rsv-{bits}", frame(TEXT, b"Hello", rsv=bits), FAILS)
for opcode in (3, 7, 11, 15):
    frames(f"opcode-{opcode}", frame(opcode, b"Hello"), FAILS)

# Control frames

frames("ping", frame(PING, b"Hello"), [show(PONG, b"Hello")])
frames("ping-empty", frame(PING), [show(PONG)])
frames("ping-125", frame(PING, b"*" * 125), [show(PONG, b"*" * 125)])
frames("ping-126", frame(PING, b"*" * 126), FAILS)
frames("ping-fragmented", frame(PING, b"Hel", 0), FAILS)
frames("pong", frame(PONG, b"Hello"), [])

# Text

for name, text in (("e-acute", "é"), ("euro", "€"), ("smile", "\U0001f600"), ("nul", "a\0b"), ("blanks", " a\n")):
    echo(name, text.encode())
frames("euro-in-fragments", frame(TEXT, b"\xe2\x82", 0) + frame(CONTINUATION, b"\xac"), [show(TEXT, b"\xe2\x82\xac")])
for name, bad in (("lone-continuation", b"a\x80"), ("overlong", b"\xc0\xaf"), ("surrogate", b"\xed\xa0\x80"),
                  ("cut-character", b"a\xe2\x82")):
    frames(name, frame(TEXT, bad), ["close 1007"])

# Closing

frames("close-empty", frame(CLOSE), [show(CLOSE)])
for code in (1000, 1001, 1011, 3000, 4999):
    frames(f"close-{code}", frame(CLOSE, code.to_bytes(2, "big") + b"bye"), [f"close {code}"])
for code in (0, 999, 1004, 1005, 1006, 1015, 2999, 5000):
    frames(f"close-{code}", frame(CLOSE, code.to_bytes(2, "big")), FAILS)
frames("close-one-byte", frame(CLOSE, b"\x03"), FAILS)
frames("close-bad-reason", frame(CLOSE, b"\x03\xe8\xff"), ["close 1007"])
frames("data-after-close", frame(CLOSE, b"\x03\xe9") + frame(TEXT, b"late"), ["close 1001"])

# The opening handshake

head("sample", request(), ["101"])
head("accept-plus-slash", request(key="w4v7O6xFTi36lq3RNcgctw=="), ["101"], key="w4v7O6xFTi36lq3RNcgctw==")
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
        data, end = read_to_end(sock, SHORT)
    return shown_frames(rest + data, masked=False) + [end or "ends"]


@probe(["ends"])
def end_of_tcp(port):
    sock, rest = connected(port)
    with sock:
        sock.shutdown(socket.SHUT_WR)
        return [read_to_end(sock, SHORT)[1] or "ends"]


def echoes(port, wait=SHORT):
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
    data, end = read_to_end(sock, SHORT)
    return [data.decode("latin-1").partition(" ")[2][:3] or end or "ends"]


@probe([show(TEXT, b"Hello")])
def two_clients_with_fragments(port):
    one, _ = connected(port)
    with one:
        one.sendall(frame(TEXT, b"Hel", 0) + SYNC)
        read_to_end(one, SHORT, len)
        converse(port, frame(TEXT, b"J", 0))
        one.sendall(frame(CONTINUATION, b"lo"))
        one.shutdown(socket.SHUT_WR)
        return shown_frames(read_to_end(one)[0], masked=False)


LARGE = 12 << 20


@probe([LARGE + 10])
def large_message(port):
    """The server cannot send it at one go, because we do not read before it has all come."""
    sock, _ = connected(port)
    with sock:
        sock.sendall(frame(BINARY, b"", length=LARGE, mask=bytes(4)) + bytes(LARGE))
        sock.shutdown(socket.SHUT_WR)
        return [len(read_to_end(sock, LONG)[0])]
