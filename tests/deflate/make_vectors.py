#!/usr/bin/env python3
"""Writes vectors.txt: three texts, compressed by zlib at every level, strategy, flush and window.
usage: make_vectors.py > vectors.txt; nothing in it is random, but another zlib may write other streams.
A line is: text NAME HEX, or: stream TEXT WINDOW_BITS HOW HEX (raw DEFLATE; it ends with a final block or a sync flush)."""
import random
import zlib

numbers = random.Random(1951)
words = [b"websocket", b"frame", b"mask", b"\r\n", b"{\"id\":", b"},", b"payload", b"0123456789", b"the ", b"e"]
TEXTS = {
    "empty": b"",
    "one": b"a",
    "run": b"ab" * 600,
    "words": b" ".join(numbers.choice(words) for _ in range(180)),
    "binary": bytes(numbers.choice((numbers.randrange(256), 0, 255, i & 255)) for i in range(700)),
    "far": bytes(numbers.randrange(256) for _ in range(40)) + bytes(1500) + b"far" * 20,
}
STRATEGIES = {"default": zlib.Z_DEFAULT_STRATEGY, "filtered": zlib.Z_FILTERED, "huffman": zlib.Z_HUFFMAN_ONLY,
              "rle": zlib.Z_RLE, "fixed": zlib.Z_FIXED}
FLUSHES = {"sync": zlib.Z_SYNC_FLUSH, "full": zlib.Z_FULL_FLUSH, "partial": zlib.Z_PARTIAL_FLUSH, "block": zlib.Z_BLOCK}


def stream(text, level=6, bits=15, memory=8, strategy=zlib.Z_DEFAULT_STRATEGY, flush=None, end=zlib.Z_FINISH):
    compressor = zlib.compressobj(level, zlib.DEFLATED, -bits, memory, strategy)
    out = b""
    if flush is not None:
        for at in range(0, len(text), 333):
            out += compressor.compress(text[at:at + 333]) + compressor.flush(flush)
    else:
        out += compressor.compress(text)
    return out + compressor.flush(end)


print("# Written by make_vectors.py with zlib", zlib.ZLIB_RUNTIME_VERSION)
for name, text in TEXTS.items():
    print("text", name, text.hex())
    ways = {f"level-{level}": (15, stream(text, level)) for level in range(10)}
    ways |= {f"window-{bits}": (bits, stream(text, 9, bits, 1)) for bits in range(9, 16)}
    ways |= {f"strategy-{kind}": (15, stream(text, 6, strategy=s)) for kind, s in STRATEGIES.items()}
    ways |= {f"flush-{kind}": (15, stream(text, 6, flush=f)) for kind, f in FLUSHES.items()}
    ways |= {f"end-{kind}": (15, stream(text, 6, end=f)) for kind, f in FLUSHES.items() if kind in ("sync", "full")}
    seen = set()
    for how, (bits, out) in ways.items():
        if (bits, out) in seen:
            continue
        seen.add((bits, out))
        print("stream", name, bits, how, out.hex())
