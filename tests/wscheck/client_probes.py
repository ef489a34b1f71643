"""The conversations with a client: name -> (function of the client, the outcome of a correct client). The function
takes what connects: it is called with a port, and returns when the connection has ended."""
import base64
import functools
import socket
import threading

from frame_probes import FAILS, frame_probes
from probes import (CLOSE, LONG, PING, TEXT, accept, frame, read_to_end, send_pieces, show, shown_frames)

PROBES = {}
bare = functools.partial(frame, mask=None)  # a frame of a server
END = bare(CLOSE, b"\x03\xe8")
HELLO = [show(TEXT, b"Hello"), "close 1000"]


def answer(key, *more, status="101 Switching Protocols", drop=(), **changed):
    fields = {"upgrade": "Upgrade: websocket", "connection": "Connection: Upgrade",
              "accept": f"Sec-WebSocket-Accept: {accept(key)}", **changed}
    lines = [f"HTTP/1.1 {status}", *[line for name, line in fields.items() if name not in drop], *more, ""]
    return "".join(line + "\r\n" for line in lines).encode()


def serve(connect, make_answer, *pieces, behind=b""):
    """Serves one connection of the client: the request, and the bytes of its frames."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=connect, args=(port,), daemon=True)
        thread.start()
        listening.settimeout(LONG)
        sock, _ = listening.accept()
        with sock:
            head, _ = read_to_end(sock, LONG, lambda data: b"\r\n\r\n" in data)
            asked = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if line)
            sock.sendall(make_answer(asked["Sec-WebSocket-Key"]) + behind)
            send_pieces(sock, [piece for piece in pieces if piece] or [b""])
            data, end = read_to_end(sock)
        thread.join(LONG)
    return asked, port, data, end


def talk(connect, *pieces, make_answer=answer, behind=b""):
    _, _, data, end = serve(connect, make_answer, *pieces, behind=behind)
    return shown_frames(data, masked=True) + ([end] if end else [])


def talk_in_vain(connect, make_answer):
    """The client leaves: a reset is as good as an end, because it does not read what is behind the head."""
    return [line for line in talk(connect, bare(TEXT, b"Hello") + END, make_answer=make_answer) if line != "reset"]


for name, (pieces, expected) in frame_probes(bare).items():
    PROBES[name] = (lambda connect, pieces=pieces: talk(connect, *pieces)), expected
PROBES["masked"] = (lambda connect: talk(connect, frame(TEXT, b"Hello") + END)), FAILS
PROBES["frame-behind-head"] = (lambda connect: talk(connect, behind=bare(TEXT, b"Hello") + END)), HELLO


def with_answer(name, expected, *more, **changed):
    PROBES[name] = (lambda connect: talk_in_vain(connect, lambda key: answer(key, *more, **changed))), expected


with_answer("right-answer", HELLO)
with_answer("status-200", [], status="200 OK")
with_answer("accept-of-another-key", [], accept=f"Sec-WebSocket-Accept: {accept('AAAAAAAAAAAAAAAAAAAAAA==')}")
with_answer("no-upgrade", [], drop=["upgrade"])
with_answer("no-connection", [], drop=["connection"])
with_answer("subprotocol", [], "Sec-WebSocket-Protocol: chat")
with_answer("extension", [], "Sec-WebSocket-Extensions: x")
with_answer("small-names", HELLO, upgrade="upgrade: websocket")


def probe(expected):
    def enter(function):
        PROBES[function.__name__.replace("_", "-")] = function, expected
        return function

    return enter


@probe([])
def request_fields(connect):
    asked, port, _, _ = serve(connect, answer, END)
    wrong = [] if asked.get("Host") == f"127.0.0.1:{port}" else [f"Host {asked.get('Host')}"]
    wrong += [] if asked.get("Sec-WebSocket-Version") == "13" else ["version"]
    wrong += [] if len(base64.b64decode(asked["Sec-WebSocket-Key"])) == 16 else ["key"]
    return wrong


@probe(["two nonces"])
def nonces(connect):
    one, other = (serve(connect, answer, END)[0]["Sec-WebSocket-Key"] for _ in range(2))
    return ["the same nonce" if one == other else "two nonces"]


@probe(["two keys"])
def masking_keys(connect):
    """Two empty pongs, so that the keys are at fixed places."""
    _, _, data, _ = serve(connect, answer, bare(PING) + bare(PING) + END)
    return ["the same key" if data[2:6] == data[8:12] else "two keys"]
