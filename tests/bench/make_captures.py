#!/usr/bin/env python3
"""Writes pcap files of WebSocket traffic for measuring: make_captures.py DIR [MB].

small-packed.pcap   frames of 55 bytes, as many as fit into each segment of 1448 bytes
small-single.pcap   frames of 55 bytes, one in each segment
small-json.pcap     text frames of JSON, about 40 bytes, most characters of which need no escape
small-utf8.pcap     text frames with characters outside ASCII
small-binary.pcap   binary frames of 36 bytes
large.pcap          frames of 64 KiB
Each holds MB (50) megabytes of frames, from the client (masked) and the server in turn.
"""
import os
import struct
import sys

KEY = b"dGhlIHNhbXBsZSBub25jZQ=="
REQUEST = (b"GET / HTTP/1.1\r\nHost: 127.0.0.1:9001\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           b"Sec-WebSocket-Key: " + KEY + b"\r\nSec-WebSocket-Version: 13\r\n\r\n")
RESPONSE = (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")


class Pcap:
    """One TCP connection over Ethernet and IPv4; every second packet could be an ACK, but none is written."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        self.sequence = [1000, 5000]
        self.time = 0
        for side, flags in ((0, 2), (1, 18), (0, 16)):
            self.segment(side, b"", flags)
            if flags != 16:
                self.sequence[side] += 1

    def segment(self, side, data, flags=24):
        ports = (40000, 9001) if side == 0 else (9001, 40000)
        tcp = struct.pack(">HHIIBBHHH", *ports, self.sequence[side] & 0xFFFFFFFF,
                          self.sequence[1 - side] & 0xFFFFFFFF, 0x50, flags, 65535, 0, 0)
        address = (b"\x7f\0\0\1", b"\x7f\0\0\1")
        total = 20 + len(tcp) + len(data)
        ip = struct.pack(">BBHHHBBH", 0x45, 0, total & 0xFFFF, 0, 0x4000, 64, 6, 0) + address[0] + address[1]
        packet = bytes(12) + b"\x08\0" + ip + tcp + data
        self.time += 10
        self.file.write(struct.pack("<IIII", 1700000000 + self.time // 1000000, self.time % 1000000,
                                    len(packet), len(packet)))
        self.file.write(packet)
        self.sequence[side] += len(data)


def frame(first, payload, masked, n):
    """One frame; every key is a different one."""
    length = len(payload)
    mask = 128 if masked else 0
    if length > 65535:
        out = struct.pack(">BBQ", first, 127 | mask, length)
    elif length > 125:
        out = struct.pack(">BBH", first, 126 | mask, length)
    else:
        out = struct.pack(">BB", first, length | mask)
    if not masked:
        return out + payload
    key = struct.pack(">I", (n * 2654435761 + 12345) & 0xFFFFFFFF)
    pad = (key * (length // 4 + 1))[:length]
    return out + key + (int.from_bytes(payload, "big") ^ int.from_bytes(pad, "big")).to_bytes(length, "big")


def text(length_on_wire):
    def make(masked, n):
        length = length_on_wire - (6 if masked else 2)
        words = b"message %9d of the benchmark, which is only plain text " % n
        return frame(0x81, (words * (length // 40 + 1))[:length], masked, n)
    return make


def json(masked, n):
    return frame(0x81, b'{"id":%d,"op":"tick","price":%d.25}' % (n, n % 977), masked, n)


def utf8(masked, n):
    return frame(0x81, ("Nachricht %d: \u4f60\u597d, Gr\u00fc\u00dfe" % n).encode(), masked, n)


def binary(masked, n):
    return frame(0x82, struct.pack(">QQQQI", n, n * 7, n * 11, n * 13, n), masked, n)


def capture(path, megabytes, make, segment, single):
    pcap = Pcap(path)
    pcap.segment(0, REQUEST)
    pcap.segment(1, RESPONSE)
    done = n = 0
    while done < megabytes * 1000000:
        side = (done // 65536) & 1
        batch = b""
        while not batch or (not single and len(batch) < segment - 60):
            n += 1
            batch += make(side == 0, n)
        for at in range(0, len(batch), segment):
            pcap.segment(side, batch[at:at + segment])
        done += len(batch)
    return n


def main():
    directory = sys.argv[1]
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    os.makedirs(directory, exist_ok=True)
    for name, make, segment, single in (("small-packed", text(55), 1448, False), ("small-single", text(55), 1448, True),
                                        ("small-json", json, 1448, False), ("small-utf8", utf8, 1448, False),
                                        ("small-binary", binary, 1448, False), ("large", text(65536), 32768, True)):
        path = os.path.join(directory, name + ".pcap")
        print(path, capture(path, megabytes, make, segment, single), "frames", os.path.getsize(path), "bytes")


if __name__ == "__main__":
    main()
