"""The conversations with a server in which messages are compressed. A server that does not have permessage-deflate has
nothing to say in them: its outcome is that of a correct one."""
import socket
import zlib

from probes import CONTINUATION, LONG, PING, TEXT, frame, read_to_end, request, send_pieces, shown_frames

PROBES = {}
RSV1 = 4
END = frame(8, b"\x03\xe8")
FAILED = ["close 1002"]
TAIL = b"\x00\x00\xff\xff"
HELLO = b"\xf2\x48\xcd\xc9\xc9\x07\x00"  # RFC 7692 7.2.3.1
COPY = b"\x02\x13\x00\x00"  # the five bytes before it
LETTERS = b"the quick brown"
PERIOD = b"".join(bytes([33 + (i * i * 7 + i // 3) % 94]) for i in range(700)) * 2


def probe(expected):
    def enter(function):
        def run(port):
            came = function(port)
            return expected if came is None else came

        PROBES["deflate-" + function.__name__.replace("_", "-")] = run, expected
        return function

    return enter


def converse(port, params, *pieces):
    """The value of the answer's field and the bytes behind it; None if the server does not compress."""
    with socket.create_connection(("127.0.0.1", port), LONG) as sock:
        sock.sendall(request("Sec-WebSocket-Extensions: permessage-deflate" + params))
        data, _ = read_to_end(sock, LONG, lambda data: b"\r\n\r\n" in data)
        head, _, rest = data.partition(b"\r\n\r\n")
        answer = [line for line in head.decode("latin-1").split("\r\n") if line.lower().startswith("sec-websocket-ext")]
        if not answer:
            return None
        send_pieces(sock, pieces)
        return answer[0].partition(": ")[2], rest + read_to_end(sock)[0]


def frames_of(data):
    """(RSV, opcode, payload) of each short or medium frame."""
    at, frames = 0, []
    while at + 2 <= len(data):
        length, size = data[at + 1] & 127, 2
        if length == 126:
            length, size = int.from_bytes(data[at + 2:at + 4], "big"), 4
        frames.append((data[at] >> 4 & 7, data[at] & 15, data[at + size:at + size + length]))
        at += size + length
    return frames


def messages(came, forgets=False):
    """The messages before the Close, inflated, each with what is wrong with it."""
    inflater, lines = zlib.decompressobj(-15), []
    for rsv, opcode, payload in frames_of(came[1]):
        if opcode == 8:
            break
        if opcode == CONTINUATION:
            lines.append("continuation" + (" rsv" if rsv else ""))
        elif rsv != RSV1:
            lines.append(repr(payload))
        else:
            try:
                text = inflater.decompress(payload + (b"" if payload.endswith(TAIL) else TAIL))
                lines.append(repr(text) + (" tail" if payload.endswith(TAIL) else ""))
            except zlib.error:
                lines.append("not deflate")
            inflater = zlib.decompressobj(-15) if forgets else inflater
    return lines


def says(port, params, *payloads):
    frames = [frame(TEXT, payload, rsv=RSV1) for payload in payloads]
    return converse(port, params, *frames, END)


@probe(["permessage-deflate", "b'Hello'"])
def hello(port):
    came = says(port, "; client_max_window_bits", HELLO)
    return came and [came[0], *messages(came)]


@probe(["b'Hello'", "b'Hello'"])
def twice(port):
    came = says(port, "", HELLO, HELLO)
    return came and messages(came)


@probe(["b'Hello'", "b'Hello'"])
def copies(port):
    came = says(port, "", HELLO, COPY)
    return came and messages(came)


@probe(["b'Hello'", "b'Hello'"])
def forgets(port):
    came = says(port, "; server_no_context_takeover", HELLO, HELLO)
    return came and messages(came, forgets=True)


@probe([True])
def window(port):
    maker = zlib.compressobj(wbits=-15)
    came = says(port, "; server_max_window_bits=9", maker.compress(PERIOD) + maker.flush(zlib.Z_SYNC_FLUSH)[:-4])
    if came is None:
        return None
    # zlib forgives copies from beyond the window: what is longer than with a small one was copied from there.
    small = zlib.compressobj(wbits=-9)
    least = len(small.compress(PERIOD) + small.flush(zlib.Z_SYNC_FLUSH)) - 4
    return [len(frames_of(came[1])[0][2]) >= least]


@probe([repr(LETTERS), repr(LETTERS * 2)])
def short_then_long(port):
    texts = []
    for text in (LETTERS, LETTERS * 2):
        maker = zlib.compressobj(wbits=-15)
        texts.append(maker.compress(text) + maker.flush(zlib.Z_SYNC_FLUSH)[:-4])
    came = says(port, "", *texts)
    return came and messages(came)


@probe(["b'Hello'"])
def fragments(port):
    came = converse(port, "", frame(TEXT, HELLO[:3], 0, RSV1), frame(CONTINUATION, HELLO[3:]), END)
    return came and messages(came)


@probe(FAILED)
def ping(port):
    came = converse(port, "", frame(PING, b"Hello", rsv=RSV1), END)
    return came and shown_frames(came[1], masked=False)


@probe(["close 1007"])
def not_utf8(port):
    came = says(port, "", b"\xfa\x0f\x00")
    return came and shown_frames(came[1], masked=False)
