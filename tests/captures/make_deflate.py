#!/usr/bin/env python3
"""Writes the captures 14, 15 and 16: connections with permessage-deflate, compressed by Python's zlib.

usage: make_deflate.py [FOLDER]    the folder of this file is the default; each run writes the same bytes
"""
import base64
import gzip
import hashlib
import os
import random
import struct
import sys
import zlib

CLIENT, SERVER = 0, 1
TAIL = b"\0\0\xff\xff"
OFFER = "permessage-deflate; client_max_window_bits"


class Capture:
    """A pcap of raw IPv4 packets, one a millisecond."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101))
        self.time = 0

    def packet(self, source, target, seq, ack, flags, data=b""):
        home = bytes([127, 0, 0, 1])
        tcp = struct.pack(">HHIIBBHHH", source, target, seq, ack, 5 << 4, flags, 65535, 0, 0) + data
        ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), 1, 0x4000, 64, 6, 0, home, home) + tcp
        self.file.write(struct.pack("<IIII", self.time // 1000000, self.time % 1000000, len(ip), len(ip)) + ip)
        self.time += 1000


class Connection:
    def __init__(self, capture, port, answer="permessage-deflate", offer=OFFER, begun_before=False):
        self.capture = capture
        self.ports = (port, 9001)
        self.seq = [1000, 5000]
        self.frames = 0
        if begun_before:
            return
        capture.packet(port, 9001, 999, 0, 0x02)
        capture.packet(9001, port, 4999, 1000, 0x12)
        capture.packet(port, 9001, 1000, 5000, 0x10)
        key = base64.b64encode(b"the sample nonce").decode()
        accept = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        common = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
        request = f"GET /chat HTTP/1.1\r\nHost: localhost:9001\r\n{common}Sec-WebSocket-Key: {key}\r\n"
        request += f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: {offer}\r\n\r\n"
        response = f"HTTP/1.1 101 Switching Protocols\r\n{common}"
        response += f"Sec-WebSocket-Accept: {base64.b64encode(accept).decode()}\r\n"
        response += f"Sec-WebSocket-Extensions: {answer}\r\n\r\n"
        self.send(CLIENT, request.encode())
        self.send(SERVER, response.encode())

    def send(self, side, data):
        while data:
            part, data = data[:1400], data[1400:]
            source, target = self.ports[side], self.ports[1 - side]
            self.capture.packet(source, target, self.seq[side], self.seq[1 - side], 0x18, part)
            self.seq[side] += len(part)

    def frame(self, side, first, payload):
        self.frames += 1
        size = len(payload)
        mask = 0x80 if side == CLIENT else 0
        if size < 126:
            head = bytes([first, mask | size])
        elif size < 65536:
            head = bytes([first, mask | 126]) + struct.pack(">H", size)
        else:
            head = bytes([first, mask | 127]) + struct.pack(">Q", size)
        if side == CLIENT:
            key = struct.pack(">I", 0x9E3779B9 * self.frames & 0xFFFFFFFF)
            head += key
            payload = bytes(byte ^ key[i % 4] for i, byte in enumerate(payload))
        self.send(side, head + payload)

    def close(self):
        self.frame(CLIENT, 0x88, b"\x03\xe8")
        self.frame(SERVER, 0x88, b"\x03\xe8")
        client, server = self.ports
        to_server, to_client = self.seq
        self.capture.packet(server, client, to_client, to_server, 0x11)
        self.capture.packet(client, server, to_server, to_client + 1, 0x11)
        self.capture.packet(server, client, to_client + 1, to_server + 1, 0x10)


class Deflater:
    """One side's compressor, as RFC 7692 7.2.1 wants it."""

    def __init__(self, bits=15, takeover=True):
        self.bits = bits
        self.takeover = takeover
        self.zlib = zlib.compressobj(6, zlib.DEFLATED, -bits)

    def __call__(self, text):
        text = text.encode() if isinstance(text, str) else text
        data = self.zlib.compress(text) + self.zlib.flush(zlib.Z_SYNC_FLUSH)
        if not self.takeover:
            self.zlib = zlib.compressobj(6, zlib.DEFLATED, -self.bits)
        return data[:-4]


def finished(text):
    raw = zlib.compressobj(6, zlib.DEFLATED, -15)
    return raw.compress(text) + raw.flush(zlib.Z_FINISH)


def noise(seed, size):
    source = random.Random(seed)
    return bytes(source.randrange(256) for _ in range(size))


def right(capture):
    client, server = Deflater(), Deflater()
    connection = Connection(capture, 40001)
    connection.frame(CLIENT, 0xC1, client("The quick brown fox"))
    connection.frame(SERVER, 0xC1, server("The quick brown fox"))
    connection.frame(CLIENT, 0x81, b"not compressed")
    connection.frame(CLIENT, 0xC1, client("The quick brown fox jumps"))
    parts = client("The quick brown fox jumps over the lazy dog")
    connection.frame(CLIENT, 0x41, parts[:3])
    connection.frame(SERVER, 0x89, b"hi")
    connection.frame(CLIENT, 0x8A, b"hi")
    connection.frame(CLIENT, 0x00, b"")
    connection.frame(CLIENT, 0x80, parts[3:])
    connection.frame(SERVER, 0xC2, server(bytes(range(64)) * 4))
    connection.frame(CLIENT, 0xC1, client(""))
    connection.close()

    params = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
    connection, each = Connection(capture, 40002, params, params), Deflater(takeover=False)
    for _ in range(3):
        connection.frame(CLIENT, 0xC1, each("Hello, Hello, Hello"))
        connection.frame(SERVER, 0xC1, each("Hello, Hello, Hello"))
    connection.close()

    connection = Connection(
        capture,
        40003,
        "permessage-deflate; client_max_window_bits=9; server_max_window_bits=10",
        "permessage-deflate; client_max_window_bits; server_max_window_bits=10",
    )
    client, server = Deflater(9), Deflater(10)
    log = "".join("line %d of the log; " % (i * 7919 % 1000) for i in range(60))
    for _ in range(2):
        connection.frame(CLIENT, 0xC1, client(log))
        connection.frame(SERVER, 0xC1, server(log))
    connection.close()


def wrong(capture):
    """One mistake a connection. Each entry: the frames (side, first byte, payload), and the answer's parameters."""
    hello = b"Hello, hello"
    fragments = Deflater()("in two frames")
    polluted = Deflater()
    polluted("an announcement that is sent as it is")
    kept = Deflater()
    random_bytes = noise(1, 600)
    no_gain, source = Deflater(), random.Random(2)
    packets = [bytes(source.randrange(256) for _ in range(100)) for _ in range(4)]
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = bomb.compress(bytes(17 << 20)) + bomb.flush(zlib.Z_SYNC_FLUSH)
    mistakes = [
        ([(CLIENT, 0xC9, b"hi")], ""),  # RSV1 on a control frame
        ([(CLIENT, 0x41, fragments[:4]), (CLIENT, 0xC0, fragments[4:])], ""),  # and on a continuation
        ([(CLIENT, 0xC1, b"\x07garbage")], ""),  # the reserved block type
        ([(CLIENT, 0xC1, Deflater()(hello) + TAIL)], ""),  # the tail not removed
        ([(CLIENT, 0xC1, finished(hello))], ""),  # the tail not appended
        ([(CLIENT, 0xC1, finished(hello)[:-4])], ""),  # something else cut off
        ([(CLIENT, 0xC1, zlib.compress(hello))], ""),
        ([(CLIENT, 0xC1, gzip.compress(hello, mtime=0))], ""),
        (
            [
                (CLIENT, 0x81, b"an announcement that is sent as it is"),
                (CLIENT, 0xC1, polluted("an announcement that is compressed")),
            ],
            "",
        ),
        ([(SERVER, 0xC1, kept("the same words each time")) for _ in range(2)], "; server_no_context_takeover"),
        ([(CLIENT, 0xC2, Deflater()(random_bytes * 2))], "; client_max_window_bits=8"),
        ([(CLIENT, 0xC1, Deflater()(b"caf\xe9 au lait"))], ""),  # not UTF-8
        ([(CLIENT, 0xC2, no_gain(packet)) for packet in packets], ""),
        ([(CLIENT, 0xC1, b"")], ""),
        ([(CLIENT, 0xC1, Deflater()(hello))], "; client_max_window_bits=16"),
        ([(CLIENT, 0xC2, bomb[:-4]), (CLIENT, 0xC1, b"\x00")], ""),
    ]
    for port, (frames, params) in enumerate(mistakes, 41001):
        connection = Connection(capture, port, "permessage-deflate" + params)
        for side, first, payload in frames:
            connection.frame(side, first, payload)
        connection.close()


def midstream(capture):
    client, server = Deflater(), Deflater()
    client("price of apples")  # said before the capture began
    connection = Connection(capture, 42001, begun_before=True)
    connection.frame(CLIENT, 0xC1, client("price of pears and price of apples"))
    connection.frame(SERVER, 0xC1, server("a message of its own, all of it new"))
    connection.frame(CLIENT, 0xC1, client("pears"))
    connection.frame(SERVER, 0xC1, server("a message of its own"))
    connection.close()


folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
right(Capture(os.path.join(folder, "14-deflate.pcap")))
wrong(Capture(os.path.join(folder, "15-deflate-wrong.pcap")))
midstream(Capture(os.path.join(folder, "16-deflate-midstream.pcap")))
