#!/usr/bin/env python3
"""Our deflate against zlib, in both directions: Python's zlib with the context of many messages, and Node.js's with every
level and strategy.
usage: deflate_zlib.py [BUILD [SECONDS [SEED]]]    BUILD has libws101_deflate.a (default: build, 20 seconds, seed 1)
Exit status 1 at the first difference, whose message is left in difference.bin; Node.js is left out if it is not there."""
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib

BUILD = sys.argv[1] if len(sys.argv) > 1 else "build"
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 20
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else 1
TAIL = b"\x00\x00\xff\xff"
REFUSED = 0xFFFFFFFF
STRATEGIES = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FILTERED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE, zlib.Z_FIXED)

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
work = tempfile.mkdtemp(prefix="ws101-")
numbers = random.Random(SEED)
words = [bytes(numbers.randrange(97, 123) for _ in range(numbers.randrange(2, 12))) for _ in range(300)]


class Pipe:
    """One deflate_pipe."""

    def __init__(self, level, bits):
        self.process = subprocess.Popen([os.path.join(work, "pipe"), str(level), str(bits)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def ask(self, letter, data=b""):
        self.process.stdin.write(letter + struct.pack("<I", len(data)) + data)
        self.process.stdin.flush()
        length = struct.unpack("<I", self.process.stdout.read(4))[0]
        return None if length == REFUSED else self.process.stdout.read(length)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def message():
    """Of a size that is mostly small, and of a kind that compresses well, or a little, or not at all."""
    size = int(2 ** numbers.uniform(0, numbers.choice((7, 10, 14, 18)))) - 1
    kind = numbers.randrange(4)
    if kind == 0:
        return numbers.randbytes(size)
    if kind == 1:
        return bytes(numbers.choice(b"ab\x00") for _ in range(min(size, 20000)))
    if kind == 2:
        return numbers.randbytes(7) * (size // 7)
    return b" ".join(numbers.choice(words) for _ in range(size // 7))


def differ(what, data):
    with open("difference.bin", "wb") as file:
        file.write(data)
    sys.exit(f"deflate_zlib: {what}: {len(data)} bytes (seed {SEED})")


def one_connection():
    """A hundred messages there and back, as two endpoints with context takeover send them; sometimes without."""
    level, bits = numbers.randrange(3), numbers.randrange(9, 16)
    ours = Pipe(level, bits)

    def theirs():
        memory, strategy = numbers.randrange(1, 10), numbers.choice(STRATEGIES)
        return (zlib.compressobj(numbers.randrange(0, 10), zlib.DEFLATED, -bits, memory, strategy),
                zlib.decompressobj(-bits))

    deflater, inflater = theirs()
    for _ in range(100):
        data = message()
        payload = ours.ask(b"d", data)
        if inflater.decompress(payload + TAIL) != data:
            differ(f"zlib does not inflate what we deflate (level {level}, window {bits})", data)
        data = message()
        payload = b""
        for at in range(0, len(data) or 1, 10000):
            payload += deflater.compress(data[at:at + 10000])
            payload += deflater.flush(numbers.choice((zlib.Z_NO_FLUSH, zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH,
                                                      zlib.Z_PARTIAL_FLUSH, zlib.Z_BLOCK)))
        payload += deflater.flush(zlib.Z_SYNC_FLUSH)
        payload = payload[:-4] if payload.endswith(TAIL) else payload + b"\x00"
        if ours.ask(b"i", payload) != data:
            differ(f"we do not inflate what zlib deflates (window {bits})", data)
        if numbers.randrange(20) == 0:
            ours.ask(b"f")
            deflater, inflater = theirs()
    ours.close()


NODE = r"""
const zlib = require('zlib'), readline = require('readline');
const tail = Buffer.from([0, 0, 0xff, 0xff]);
readline.createInterface({input: process.stdin}).on('line', line => {
  const {text, payload, bits} = JSON.parse(line), data = Buffer.from(text, 'base64');
  const back = zlib.inflateRawSync(Buffer.concat([Buffer.from(payload, 'base64'), tail]),
      {windowBits: bits, finishFlush: zlib.constants.Z_SYNC_FLUSH});
  const streams = [];
  for (let level = 0; level <= 9; ++level) {
    for (let strategy = 0; strategy <= 4; ++strategy) {
      streams.push(zlib.deflateRawSync(data, {windowBits: bits, level, strategy, memLevel: 1 + (level + strategy) % 9,
          finishFlush: (level + strategy) % 2 ? zlib.constants.Z_SYNC_FLUSH : zlib.constants.Z_FINISH}).toString('base64'));
    }
  }
  console.log(JSON.stringify({equal: back.equals(data), streams}));
});
"""


def with_node(count):
    from base64 import b64decode, b64encode
    node = subprocess.Popen(["node", "-e", NODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for round in range(count):
        bits = 9 + round % 7
        ours = Pipe(round % 3, bits)
        data = message()
        request = {"text": b64encode(data).decode(), "bits": bits, "payload": b64encode(ours.ask(b"d", data)).decode()}
        node.stdin.write(json.dumps(request) + "\n")
        node.stdin.flush()
        answer = json.loads(node.stdout.readline())
        if not answer["equal"]:
            differ("node does not inflate what we deflate", data)
        for stream in answer["streams"]:
            stream = b64decode(stream)
            if ours.ask(b"i", stream[:-4] if stream.endswith(TAIL) else stream) != data:
                differ(f"we do not inflate what node deflates (window {bits})", data)
            ours.ask(b"f")
        ours.close()
    node.stdin.close()
    node.wait()


try:
    subprocess.run([os.environ.get("CXX", "c++"), "-std=c++20", "-O1", "-I" + os.path.join(root, "src"), "-o",
                    os.path.join(work, "pipe"), os.path.join(root, "tests/interop/deflate_pipe.cpp"),
                    os.path.join(BUILD, "libws101_deflate.a")], check=True)
    connections = 0
    end = time.monotonic() + SECONDS
    while time.monotonic() < end or connections == 0:
        one_connection()
        connections += 1
    print(f"Python's zlib {zlib.ZLIB_RUNTIME_VERSION}: {connections} connections of 100 messages each way, no difference")
    if shutil.which("node"):
        with_node(60)
        print("Node.js's zlib: 60 messages at 10 levels and 5 strategies, no difference")
    else:
        print("Node.js is not installed: left out")
finally:
    shutil.rmtree(work, ignore_errors=True)
