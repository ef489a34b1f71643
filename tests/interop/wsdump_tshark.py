#!/usr/bin/env python3
"""wsdump's frames against tshark's, field by field, over the captures in tests/captures.

usage: wsdump_tshark.py [BUILD/bin] [CAPTURE...]     exit status: 0 equal, 1 a difference, 77 skipped (no tshark)

Compared: the packet, direction, FIN, RSV, opcode, MASK, length, masking key and unmasked payload of each frame.
Where tshark 4.0 is known to be wrong or blind, the case says so, and what is left is still compared.
"""
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CAPTURES = os.path.join(os.path.dirname(HERE), "captures")
OUT_OF_ORDER = ["-o", "tcp.reassemble_out_of_order:TRUE"]

# What tshark has to be told, per capture; the rest it finds out from the handshake.
ARGUMENTS = {
    "10-midstream.pcap": ["-d", "tcp.port==9108,websocket"],  # no handshake in the capture
    "10-outoforder.pcap": OUT_OF_ORDER,
    "16-deflate-midstream.pcap": ["-d", "tcp.port==9001,websocket"],  # no handshake in the capture
}
# Captures of which tshark sees only a part: its frames have to be among wsdump's, in that order.
PARTIAL = {
    "10-lost.pcap": "it steps over the frame with the gap",
    "10-snaplen.pcap": "it gives up at packets that were cut",
}
# Fields in which tshark 4.0 is wrong, or means something else: {capture: {connection: fields}}.
SKIPPED = {
    # 17: its length has the highest bit set, so wsdump believes none of the payload; tshark takes the low 32 bits.
    "06-invalid.pcap": {17: ("payload",)},
    # tshark reports a frame with the packet that closed the hole before it, or the one after that.
    "10-outoforder.pcap": {1: ("packet",)},
}
# Connections that tshark 4.0 reads wrong from beginning to end: it takes the low 32 bits of a 64-bit length (18, 19),
# and does not show a frame that is not all there (23).
LEFT_OUT = {"06-invalid.pcap": {18, 19, 23}}


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout


def as_list(value):
    return value if isinstance(value, list) else [value]


def raw_hex(value):
    """The bytes of a field as `tshark -x` gives them: [hex, position, length, mask, type], or a list of those."""
    return "" if value is None else value[0] if isinstance(value[0], str) else value[0][0]


def tshark_frames(path):
    """{(connection, sender): [frame]} as tshark sees it. The server's port is the lower one in all captures."""
    answer = run("tshark", "-r", path, "-Y", "websocket", "-T", "json", "-x", "--no-duplicate-keys",
                 *ARGUMENTS.get(os.path.basename(path), []))
    streams = {}
    for packet in json.loads(answer or "[]"):
        layers = packet["_source"]["layers"]
        tcp = as_list(layers["tcp"])[0]
        sender = "server" if int(tcp["tcp.srcport"]) < int(tcp["tcp.dstport"]) else "client"
        for frame in as_list(layers["websocket"]):
            masked = frame["websocket.mask"] in ("1", "True")
            length = frame.get("websocket.payload_length_ext_16", frame.get("websocket.payload_length_ext_64"))
            streams.setdefault((int(tcp["tcp.stream"]) + 1, sender), []).append({
                "packet": int(layers["frame"]["frame.number"]),
                "fin": frame["websocket.fin"] in ("1", "True"),
                "rsv": int(frame["websocket.rsv"], 16),
                "opcode": int(frame["websocket.opcode"]),
                "masked": masked,
                "length": int(length if length is not None else frame["websocket.payload_length"]),
                "key": frame["websocket.masking_key"].replace(":", "") if masked else None,
                "payload": raw_hex(frame.get("websocket.payload_raw")),
            })
    return streams


def wsdump_frames(program, path):
    """The same of wsdump: without the frames whose header was cut, which have no such fields."""
    streams = {}
    for line in run(program, "list", "--json", path).decode().splitlines():
        event = json.loads(line)
        if event["type"] != "frame" or "rsv" not in event:
            continue
        frame = {field: event[field] for field in ("packet", "fin", "opcode", "masked", "length", "key", "payload")}
        frame["rsv"] = event["rsv"][0] * 4 + event["rsv"][1] * 2 + event["rsv"][2]
        streams.setdefault((event["conn"], event["from"]), []).append(frame)
    return streams


def differences(program, name):
    """Compares one capture: (frames compared, frames that only wsdump has, [what differs])."""
    theirs = tshark_frames(os.path.join(CAPTURES, name))
    ours = wsdump_frames(program, os.path.join(CAPTURES, name))
    for stream in [stream for stream in {**theirs, **ours} if stream[0] in LEFT_OUT.get(name, ())]:
        theirs.pop(stream, None)
        ours.pop(stream, None)
    wrong = []
    compared = 0
    extra = sum(len(frames) for frames in ours.values())
    for stream, frames in theirs.items():
        our = ours.get(stream, [])
        at = 0
        for their in frames:
            fields = [field for field in their if field not in SKIPPED.get(name, {}).get(stream[0], ())]
            while name in PARTIAL and at < len(our) and any(our[at][field] != their[field] for field in fields):
                at += 1
            if at >= len(our):
                wrong.append(f"{name} connection {stream[0]} {stream[1]}: wsdump lacks {their}")
                break
            wrong += [f"{name} connection {stream[0]} {stream[1]} frame {at + 1}, {field}: "
                      f"tshark {their[field]!r}, wsdump {our[at][field]!r}"
                      for field in fields if our[at][field] != their[field]]
            compared, extra, at = compared + 1, extra - 1, at + 1
    if extra and name not in PARTIAL:
        wrong.append(f"{name}: wsdump has {extra} frames more than tshark")
    return compared, extra, wrong


def main():
    arguments = sys.argv[1:]
    program = os.path.join(arguments[0] if arguments else "build/bin", "wsdump")
    if shutil.which("tshark") is None:
        print("SKIPPED: no tshark was found, so wsdump was compared with nothing. Debian: apt-get install tshark")
        return 77
    names = arguments[1:] or sorted(name for name in os.listdir(CAPTURES) if ".pcap" in name)
    failed = total = 0
    for name in names:
        compared, extra, wrong = differences(program, name)
        total += compared
        failed += len(wrong)
        print(f"{name}: {compared} frames compared, {extra} that only wsdump has"
              + (f" ({PARTIAL[name]})" if name in PARTIAL else ""))
        for line in wrong[:20]:
            print("  " + line)
    print(f"wsdump_tshark: {total} frames of {len(names)} captures, {failed} differences")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
