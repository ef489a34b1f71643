"""The conversations about frames, which are the same with a server and with a client that echo."""
from probes import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, show

ENDED = "close 1000"
FAILS = ["close 1002"]


def frame_probes(frame):
    """name -> (the pieces to send, the frames that a correct peer answers). frame: makes one, masked or not. Each ends
    with a Close: its answer tells that the peer still listens."""
    probes = {}
    end = frame(CLOSE, b"\x03\xe8")
    sync, synced = frame(PING, b"sync"), show(PONG, b"sync")

    def frames(name, pieces, expected):
        pieces = pieces if isinstance(pieces, list) else [pieces]
        expected = expected if any(line.startswith("close") for line in expected) else [*expected, ENDED]
        probes[name] = [*pieces[:-1], pieces[-1] + end], expected

    def echo(name, payload, opcode=TEXT):
        frames(name, frame(opcode, payload), [show(opcode, payload)])

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
        frames(name, [sync + hello[:cut], hello[cut:]], [synced, show(TEXT, b"Hello, Hello")])
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

    for name, text in (("e-acute", "é"), ("euro", "€"), ("smile", "\U0001f600"), ("nul", "a\0b"),
                       ("blanks", " a\n")):
        echo(name, text.encode())
    frames("euro-in-fragments", frame(TEXT, b"\xe2\x82", 0) + frame(CONTINUATION, b"\xac"),
           [show(TEXT, b"\xe2\x82\xac")])
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
    return probes
