#!/usr/bin/env python3
"""`wsdump encode` and wsdump's reading are inverse: random arguments, right and wrong, out and back in.

usage: wsdump_roundtrip.py [BUILD/bin] [COUNT] [SEED]     exit status: 0 all came back, 1 one did not
"""
import json
import os
import random
import subprocess
import sys

KINDS = {"continuation": 0, "text": 1, "binary": 2, "close": 8, "ping": 9, "pong": 10}
FORMS = {7: 125, 16: 0xFFFF, 64: 1 << 62}


def run(command, text=None):
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def draw(rng):
    """Arguments for encode, and the fields that a reader has to find: what the frame says, true or not."""
    kind = rng.choice(list(KINDS))
    size = rng.choice([0, 1, 2, 5, 17, 125, 126, 300, rng.randrange(2000)])
    payload = bytes(rng.randrange(256) for _ in range(size))
    arguments = [kind, "--hex", payload.hex()]
    want = {"opcode": KINDS[kind], "fin": True, "rsv": [0, 0, 0], "masked": False, "key": None, "length": size,
            "payload": payload.hex(), "complete": True}
    if rng.random() < 0.6:
        want["masked"], want["key"] = True, "%08x" % rng.getrandbits(32)
        arguments += ["--mask", want["key"]]
    if rng.random() < 0.3:
        want["fin"] = False
        arguments += ["--fin", "0"]
    if rng.random() < 0.3:
        rsv = rng.randrange(8)
        want["rsv"] = [rsv >> 2, rsv >> 1 & 1, rsv & 1]
        arguments += ["--rsv", str(rsv)]
    if rng.random() < 0.2:
        want["opcode"] = rng.randrange(16)
        arguments += ["--opcode", str(want["opcode"])]
    if rng.random() < 0.2:
        want["length"] = size + rng.randrange(1, 1000)  # claims more than there is: the reader has to say so
        want["complete"] = False
        arguments += ["--length", str(want["length"])]
    if rng.random() < 0.4:
        want["length_form"] = rng.choice([form for form, most in FORMS.items() if want["length"] <= most])
        arguments += ["--length-form", str(want["length_form"])]
    return arguments, want


def main():
    program = os.path.join(sys.argv[1] if len(sys.argv) > 1 else "build/bin", "wsdump")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 6455
    rng = random.Random(seed)
    failed = 0
    for number in range(count):
        arguments, want = draw(rng)
        made = run([program, "encode", *arguments, "-q"])
        wrong = []
        read = run([program, "list", "--json", "--from", "client" if want["masked"] else "server", "-"], made.stdout)
        events = [json.loads(line) for line in read.stdout.decode().splitlines()]
        frames = [event for event in events if event["type"] == "frame"]
        if len(frames) != 1:
            wrong.append(f"{len(frames)} frames; encode exited with {made.returncode}: {made.stderr.decode().strip()}")
        else:
            wrong += [f"{field}: encoded {value!r}, read {frames[0].get(field)!r}"
                      for field, value in want.items() if frames[0].get(field) != value]
        explained = run([program, "explain", "-"], made.stdout)
        if explained.returncode not in (0, 1, 3) or max(map(len, explained.stdout.splitlines() or [b""])) > 80:
            wrong.append(f"explain: exit status {explained.returncode}, or a line over 80 columns")
        if wrong:
            failed += 1
            print(f"{number}: wsdump encode {' '.join(arguments)[:200]}")
            for line in wrong:
                print("    " + line[:300])
    print(f"wsdump_roundtrip: {count} frames (seed {seed}), {failed} did not come back")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
