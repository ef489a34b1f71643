#!/usr/bin/env python3
"""Writes pcap files of WebSocket traffic for measuring: make_captures.py DIR [MB].

small-packed.pcap   frames of 55 bytes, as many as fit into each segment of 1448 bytes
small-single.pcap   frames of 55 bytes, one in each segment
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


def frame(length_on_wire, masked, n):
    """A text frame of so many bytes on the wire; every key is a different one."""
    header = 2 + (4 if masked else 0)
    payload = length_on_wire - header
    text = (b"message %9d of the benchmark, which is only plain text " % n * (payload // 40 + 1))[:payload]
    if payload > 65535:
        out = struct.pack(">BBQ", 0x81, 127 | (128 if masked else 0), payload)
    elif payload > 125:
        out = struct.pack(">BBH", 0x81, 126 | (128 if masked else 0), payload)
    else:
        out = struct.pack(">BB", 0x81, payload | (128 if masked else 0))
    if not masked:
        return out + text
    key = struct.pack(">I", (n * 2654435761 + 12345) & 0xFFFFFFFF)
    pad = (key * (payload // 4 + 1))[:payload]
    return out + key + (int.from_bytes(text, "big") ^ int.from_bytes(pad, "big")).to_bytes(payload, "big")


def capture(path, megabytes, wire, segment, single):
    pcap = Pcap(path)
    pcap.segment(0, REQUEST)
    pcap.segment(1, RESPONSE)
    done = n = 0
    while done < megabytes * 1000000:
        side = (done // 65536) & 1
        batch = b""
        while len(batch) < (wire if single else max(wire, segment - wire)):
            n += 1
            batch += frame(wire, side == 0, n)
        for at in range(0, len(batch), segment):
            pcap.segment(side, batch[at:at + segment])
        done += len(batch)
    return n


def main():
    directory = sys.argv[1]
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    os.makedirs(directory, exist_ok=True)
    for name, wire, segment, single in (("small-packed", 55, 1448, False), ("small-single", 55, 1448, True),
                                        ("large", 65536, 32768, False)):
        path = os.path.join(directory, name + ".pcap")
        print(path, capture(path, megabytes, wire, segment, single), "frames", os.path.getsize(path), "bytes")


if __name__ == "__main__":
    main()
