#!/usr/bin/env python3
"""Prints random bytes with real tools and checks that read_bytes gives the same bytes back.

usage: roundtrip.py [CASES] [SEED] [READ_BYTES]
READ_BYTES is read_bytes.cc of this folder, built; without it the script builds it with $CXX or c++.
The bytes are valid frames, so a refusal is a failure as well as different bytes. Tools that are not installed are
left out and named.
"""
import array
import base64
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

SOURCES = ["tools/wsdump/read/*.cpp", "tools/wsdump/capture/*.cpp", "tools/wsdump/watch/first_bytes.cpp", "tools/json/*.cpp",
           "src/text/*.cpp",
           "src/frame/frame_chain.cpp", "src/frame/header.cpp", "src/frame/opcode.cpp", "src/frame/violation.cpp"]
cases = int(sys.argv[1]) if len(sys.argv) > 1 else 40
seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
here = os.path.dirname(os.path.abspath(__file__))
root = os.path.join(here, "..", "..", "..", "..")
if len(sys.argv) > 3:
    reader = sys.argv[3]
else:
    folder = tempfile.mkdtemp()
    reader = os.path.join(folder, "read_bytes")
    subprocess.run([os.environ.get("CXX", "c++"), "-std=c++20", "-O1", "-I", os.path.join(root, "tools"), "-I", os.path.join(root, "src"),
                    "-o", reader, os.path.join(here, "read_bytes.cc"),
                    *(path for pattern in SOURCES for path in glob.glob(os.path.join(root, pattern)))], check=True)
rng = random.Random(seed)


def frame(payload, masked, opcode=1):
    n = len(payload)
    head = bytes([0x80 | opcode])
    bit = 0x80 if masked else 0
    head += bytes([bit | n]) if n < 126 else bytes([bit | 126, n >> 8, n & 255])
    if not masked:
        return head + payload
    key = rng.randbytes(4)
    return head + key + bytes(b ^ key[i % 4] for i, b in enumerate(payload))


def payload():
    kind = rng.randrange(7)
    n = rng.choice([0, 1, 2, 3, 5, 8, 11, 14, 16, 31, 60, 125, 126, 200, 400])
    if kind == 0:
        return rng.randbytes(n)
    if kind == 1:
        return bytes(n)
    if kind == 2:
        return bytes(rng.choice(b"0123456789abcdef") for _ in range(n))
    if kind == 3:
        return bytes(rng.choice(b"0123456789abcdef   ..|<>") for _ in range(n))
    if kind == 4:
        return bytes(rng.choice(b" \"'\\#;/*{}[]()%=:,-nx0178") for _ in range(n))
    if kind == 5:
        return (rng.randbytes(1) * 64 + bytes(n))[:n]
    return bytes(rng.choice(b"Hello, world! ") for _ in range(n))


def sample():
    out = b""
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        out += frame(payload(), rng.random() < 0.5, rng.choice([1, 2]))
    return out


def run(command, data):
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


TOOLS = ["xxd", "xxd -u", "xxd -g1", "xxd -g4", "xxd -g0", "xxd -g8", "xxd -g3", "xxd -c7", "xxd -c32", "xxd -c5 -g1",
         "xxd -b", "xxd -b -c4", "xxd -e", "xxd -e -g2", "xxd -e -g8", "xxd -i", "xxd -p", "xxd -p -c7", "xxd -o 256",
         "xxd -d", "xxd -a", "xxd -ps -u", "hexdump -C", "hexdump -Cv", "hexdump", "hexdump -v", "hexdump -x", "hexdump -b",
         "od -tx1", "od -v -tx1", "od -An -v -tx1", "od -Ax -tx1", "od -Ad -tx1", "od -tx1z", "od -Ax -tx1z", "od -x",
         "od -tx4", "od -tx2z", "od -Ax -tx2", "od -tx8", "od -tu1", "od -td1", "od -to1", "od -b", "od -An -v -tu1",
         "od -An -v -td1", "od -Ax -tx1 -w8", "od -tx1 -w32", "base64", "base64 -w0", "openssl base64", "openssl base64 -A"]


def c_array(b):
    return "static const uint8_t data[%d] = { %s };\n" % (len(b), ", ".join("0x%02X" % x for x in b))


def signed(b):
    return [x - 256 if x > 127 else x for x in b]


def netty(b):
    line = "+--------+-------------------------------------------------+----------------+\n"
    out = "         +-------------------------------------------------+\n         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |\n" + line
    for i in range(0, len(b), 16):
        part = b[i:i + 16]
        text = "".join(chr(x) if 32 <= x < 127 else "." for x in part)
        out += "|%08x| %-48s|%-16s|\n" % (i, "".join("%02x " % x for x in part), text)
    return out + line


def wide(b, head="%04x   ", sep=" ", gap="   ", mid="", case="x", width=16, half=8):
    out = ""
    for i in range(0, len(b), width):
        part = b[i:i + width]
        cells = ""
        for k, x in enumerate(part):
            cells += (mid if k == half and mid else sep if k else "") + ("%02" + case) % x
        text = "".join(chr(x) if 32 <= x < 127 else "." for x in part)
        out += head % i + cells.ljust(width * 3 - 1 + (len(mid) - 1 if mid else 0)) + gap + text + "\n"
    return out


def format_hex(b):
    out = "\n   Label: Byte[] (System.Byte[]) <2FF0F4D4>\n\n          Offset Bytes                                           Ascii\n"
    out += "                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n"
    out += "          ------ ----------------------------------------------- -----\n"
    return out + wide(b, "%016X ", gap=" ", case="X")


def gdb(b):
    out = ""
    for i in range(0, len(b), 8):
        out += "0x%x%s:\t" % (0x7ffe1000 + i, " <buf+%d>" % i if i else " <buf>") + "\t".join("0x%02x" % x for x in b[i:i + 8]) + "\n"
    return out


def hexyl(b):
    out = "┌────────┬─────────────────────────┬─────────────────────────┬────────┬────────┐\n"
    for i in range(0, len(b), 16):
        part = b[i:i + 16]
        glyph = lambda x: "⋄" if x == 0 else chr(x) if 32 <= x < 127 else "_" if x in (9, 10, 13) else "•" if x < 128 else "×"
        cells = ["".join("%02x " % x for x in part[k:k + 8]).ljust(24) for k in (0, 8)]
        texts = ["".join(glyph(x) for x in part[k:k + 8]).ljust(8) for k in (0, 8)]
        out += "│%08x│ %s┊ %s│%s┊%s│\n" % (i, cells[0], cells[1], texts[0], texts[1])
    return out + "└────────┴─────────────────────────┴─────────────────────────┴────────┴────────┘\n"


def perl_octal(b):
    out = ""
    for i, x in enumerate(b):
        following = b[i + 1] if i + 1 < len(b) else 0
        if x in (34, 92):
            out += "\\" + chr(x)
        elif 32 <= x < 127:
            out += chr(x)
        else:
            out += ("\\%03o" if 48 <= following < 58 else "\\%o") % x
    return out


PRINTERS = {
    "python repr": lambda b: repr(b),
    "python bytearray": lambda b: repr(bytearray(b)),
    "python assign": lambda b: "data = " + repr(b) + "\n",
    "python list": lambda b: str(list(b)),
    "python array": lambda b: repr(array.array("B", b)),
    "hex spaces": lambda b: b.hex(" "),
    "hex colon": lambda b: b.hex(":"),
    "hex dash": lambda b: b.hex("-").upper(),
    "hex dash 4": lambda b: b.hex("-", 4),
    "hex lines": lambda b: "\n".join(b.hex()[i:i + 20] for i in range(0, 2 * len(b), 20)),
    "hex 0x": lambda b: "0x" + b.hex(),
    "0x words": lambda b: " ".join("0x%02x" % x for x in b),
    "0x single": lambda b: ", ".join("0x%x" % x for x in b),
    "c array": c_array,
    "java signed": lambda b: "{" + ", ".join(map(str, signed(b))) + "}",
    "java cast": lambda b: "new byte[] { " + ", ".join("(byte) 0x%02x" % x for x in b) + " };",
    "kotlin": lambda b: "byteArrayOf(" + ", ".join("0x%02X.toByte()" % x for x in b) + ")",
    "rust": lambda b: "let x: [u8; %d] = [" % len(b) + ", ".join("0x%02xu8" % x for x in b) + "];",
    "rust vec": lambda b: "vec![" + ", ".join("0x%02x_u8" % x for x in b) + "]",
    "rust debug hex": lambda b: "[" + ", ".join("%02x" % x for x in b) + "]",
    "rust debug hex1": lambda b: "[" + ", ".join("%x" % x for x in b) + "]",
    "rust lines": lambda b: "[\n" + "".join("    %d,\n" % x for x in b) + "]",
    "go": lambda b: "[]byte{" + ", ".join("0x%x" % x for x in b) + "}",
    "go array": lambda b: "[%d]uint8{" % len(b) + ", ".join("0x%x" % x for x in b) + "}",
    "go %v": lambda b: "[" + " ".join(map(str, b)) + "]",
    "erlang": lambda b: "<<" + ",".join(map(str, b)) + ">>",
    "erlang 16#": lambda b: "Bin = <<" + ", ".join("16#%02X" % x for x in b) + ">>.",
    "powershell": lambda b: "[byte[]](" + ",".join("0x%02X" % x for x in b) + ")",
    "numpy": lambda b: "array([" + ", ".join("%3d" % x for x in b) + "], dtype=uint8)",
    "c string": lambda b: 'const char data[] = "' + "".join("\\x%02x" % x for x in b) + '";',
    "c string lines": lambda b: "\n".join('"' + "".join("\\x%02x" % x for x in b[i:i + 16]) + '"' for i in range(0, len(b), 16)),
    "wireshark escaped": lambda b: " \\\n".join('"' + "".join("\\x%02x" % x for x in b[i:i + 16]) + '"' for i in range(0, len(b), 16)),
    "escapes": lambda b: "".join("\\x%02x" % x for x in b),
    "octal escapes": lambda b: "".join("\\%03o" % x for x in b),
    "octal string": lambda b: '"' + perl_octal(b) + '"',
    "printf": lambda b: "printf '" + "".join("\\x%02x" % x for x in b) + "'",
    "json u": lambda b: json.dumps(b.decode("latin-1")),
    "percent": lambda b: urllib.parse.quote(b),
    "percent all": lambda b: "".join("%%%02X" % x for x in b),
    "base64url": lambda b: base64.urlsafe_b64encode(b).decode().rstrip("="),
    "data url": lambda b: "data:application/octet-stream;base64," + base64.b64encode(b).decode(),
    "hex of hex": lambda b: b.hex().encode().hex(),
    "base64 of hex": lambda b: base64.b64encode(b.hex().encode()).decode(),
    "python hexlify": lambda b: repr(b.hex().encode()),
    "quoted hex": lambda b: '"' + b.hex() + '"',
    "fromhex": lambda b: "bytes.fromhex('" + b.hex(" ") + "')",
    "buffer from": lambda b: "Buffer.from('" + b.hex() + "', 'hex')",
    "sql": lambda b: "X'" + b.hex().upper() + "'",
    "postgres": lambda b: "\\x" + b.hex(),
    "bits": lambda b: " ".join("{:08b}".format(x) for x in b),
    "bits joined": lambda b: "".join("{:08b}".format(x) for x in b),
    "bits 0b": lambda b: ", ".join("0b{:08b}".format(x) for x in b),
    "bits nibbles": lambda b: " ".join("{:04b} {:04b}".format(x >> 4, x & 15) for x in b),
    "bits list": lambda b: "[" + ", ".join("0b{:04b}_{:04b}".format(x >> 4, x & 15) for x in b) + "]",
    "nsdata": lambda b: "<" + b.hex(" ", -4) + ">",
    "nsdata new": lambda b: "{length = %d, bytes = 0x%s}" % (len(b), b.hex()),
    "netty": netty,
    "hexyl": hexyl,
    "wireshark": wide,
    "scapy": lambda b: wide(b, "%04x  ", gap="  ", case="X"),
    "openssl": lambda b: wide(b, "%04x - ", gap="   ", mid="-"),
    "certutil": lambda b: wide(b, "%04x  ", gap="   ", mid="  "),
    "px": lambda b: "- offset -   0 1  2 3  4 5  6 7  8 9  A B  C D  E F  0123456789ABCDEF\n" + wide(b, "0x%08x  ", gap="  "),
    "curl": lambda b: "=> Send data, %d bytes (0x%x)\n" % (len(b), len(b)) + wide(b, "%04x: ", gap=" "),
    "format-hex": format_hex,
    "format-hex utf16": lambda b: "\ufeff" + format_hex(b),
    "ngrep": lambda b: "T 127.0.0.1:38298 -> 127.0.0.1:9401 [AP] #4\n" +
             "".join("  " + line[8:] + "\n" for line in wide(b, "%08x", mid="    ").splitlines()),
    "gdb": gdb,
    "comments": lambda b: "".join("%s  # %s\n" % (b[i:i + 7].hex(" "), "row %d" % i) for i in range(0, len(b), 7)),
    "labels": lambda b: "header: %s\nrest: %s // the rest\n" % (b[:2].hex(), b[2:].hex(" ")) if len(b) > 2 else b.hex(),
    "crlf bom": lambda b: "\ufeff" + b.hex(" ") + "\r\n",
    "curly": lambda b: "\u201c" + "".join("\\x%02x" % x for x in b) + "\u201d",
    "signed chars": lambda b: " ".join("%x" % (x if x < 128 else x + 0xffffff00) for x in b),
    "assignments": lambda b: "".join("buf[%d] = (uint8_t)%d;\n" % pair for pair in enumerate(b)),
    "log list": lambda b: "[2024-01-01 10:00:00] [DEBUG] got {" + ", ".join(map(str, b)) + "}",
    "serial monitor": lambda b: "16:49:01.123 -> " + b.hex(" "),
    "debugger pairs": lambda b: "".join("[0x%x]: 0x%02x\n" % pair for pair in enumerate(b)),
    "arrow": lambda b: "> " + b.hex(" "),
    "client word": lambda b: "client: " + b.hex(),
}

NODE = r"""
const util = require('util');
const cases = JSON.parse(require('fs').readFileSync(0, 'utf8')).map(h => Buffer.from(h, 'hex'));
util.inspect.defaultOptions.maxArrayLength = null;
require('buffer').INSPECT_MAX_BYTES = Infinity;
console.log(JSON.stringify(cases.map(b => { const u = new Uint8Array(b); return {
  'node Buffer': util.inspect(b), 'node Uint8Array': util.inspect(u), 'node Int8Array': util.inspect(new Int8Array(b)),
  'node ArrayBuffer': util.inspect(u.buffer), 'node toJSON': JSON.stringify(b), 'node toJSON pretty': JSON.stringify(b, null, 2),
  'node stringify': JSON.stringify(u), 'node String': String(u), 'node Array.from': util.inspect(Array.from(u)),
  'node binary string': util.inspect(b.toString('latin1')), 'node json binary': JSON.stringify(b.toString('latin1')),
}; })));
"""


def read(text):
    data = text if isinstance(text, bytes) else text.encode("utf-16-le" if text.startswith("\ufeff\n") else "utf-8")
    done = subprocess.run([reader], input=data, stdout=subprocess.PIPE, timeout=20)
    lines = done.stdout.decode("latin-1").splitlines()
    if done.returncode == 2:
        return None, lines[0]
    if done.returncode != 0:
        return None, "CRASH %d" % done.returncode
    return bytes.fromhex("".join(l[2:].split(" ")[0] for l in lines if l[:2] in ("C ", "S ", "0 ", "1 "))), "; ".join(l for l in lines if l[:2] not in ("0 ",))


samples = [sample() for _ in range(cases)]
missing = sorted({t.split()[0] for t in TOOLS if not shutil.which(t.split()[0])})
node = [{}] * cases
if shutil.which("node"):
    with tempfile.NamedTemporaryFile("w", suffix=".js") as script:
        script.write(NODE)
        script.flush()
        node = json.loads(run(["node", script.name], json.dumps([s.hex() for s in samples]).encode()))
else:
    missing.append("node")
done = failed = 0
per = {}
for number, data in enumerate(samples):
    texts = {}
    for tool in TOOLS:
        if tool.split()[0] not in missing:
            texts[tool] = run(tool.split(), data)
    for name, printer in PRINTERS.items():
        texts[name] = printer(data)
    texts.update(node[number])
    for name, text in texts.items():
        if not text:
            continue
        done += 1
        got, how = read(text)
        if got != data:
            failed += 1
            per[name] = per.get(name, 0) + 1
            if per[name] <= 2:
                print("FAILED %s\n  want %s\n  got  %s\n  %s" % (name, data.hex(), got.hex() if got is not None else None, how))
                shown = text if isinstance(text, str) else text.decode()
                print("  | " + shown[:700].replace("\n", "\n  | "))
print("%d texts, %d failed%s" % (done, failed, "; not installed: " + ", ".join(missing) if missing else ""))
for name, count in sorted(per.items()):
    print("  %s: %d" % (name, count))
sys.exit(1 if failed else 0)
