// The cases of the conformance run, for a peer that echoes: what is sent, and what has to come back. No dependency.
// A case: {name, send: [Buffer], expect: [what comes], close: code or null}.
'use strict';

const TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10;

// One frame. `mask` is the key of a client's frame, or null.
function frame(opcode, payload, options = {}) {
  const {fin = true, rsv = 0, mask = null, length = null} = options;
  const body = Buffer.from(payload);
  const claimed = length === null ? BigInt(body.length) : BigInt(length.value);
  const form = length === null ? (claimed < 126n ? 7 : claimed < 65536n ? 16 : 64) : length.form;
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  const maskBit = mask ? 0x80 : 0;
  let extended = Buffer.alloc(0);
  if (form === 7) {
    head.push(maskBit | Number(claimed));
  } else if (form === 16) {
    head.push(maskBit | 126);
    extended = Buffer.alloc(2);
    extended.writeUInt16BE(Number(claimed));
  } else {
    head.push(maskBit | 127);
    extended = Buffer.alloc(8);
    extended.writeBigUInt64BE(claimed);
  }
  if (mask) for (let i = 0; i < body.length; ++i) body[i] ^= mask[i & 3];
  return Buffer.concat([Buffer.from(head), extended, mask || Buffer.alloc(0), body]);
}

function closeBody(code, reason = '') {
  const body = Buffer.alloc(2);
  body.writeUInt16BE(code);
  return Buffer.concat([body, Buffer.isBuffer(reason) ? reason : Buffer.from(reason)]);
}

// `make(opcode, payload, options)` builds a frame of the tester's role; `wrong(...)` one of the other role's masking.
function cases(make, wrong) {
  const all = [];
  const add = (name, send, expect, close) => all.push({name, send, expect, close});
  const bye = make(CLOSE, closeBody(1000));
  const message = (opcode, payload) => ({opcode, payload: Buffer.from(payload)});
  const echo = (name, opcode, payload) =>
    add(name, [make(opcode, payload), bye], [message(opcode, payload)], 1000);
  const refuse = (name, send, code, before = []) => add(name, Array.isArray(send) ? send : [send], before, code);
  const pattern = (size) => Buffer.from(Array.from({length: size}, (_, i) => (i * 7 + (i >> 8)) & 0xff));

  // Messages of every length form and around every border.
  for (const size of [0, 1, 2, 3, 4, 7, 125, 126, 127, 128, 255, 256, 1000, 65535, 65536, 65537, 262143, 1 << 20]) {
    echo(`text of ${size} bytes`, TEXT, Buffer.alloc(size, '*'));
    echo(`binary of ${size} bytes`, BINARY, size > 65537 ? Buffer.alloc(size, 0xfe) : pattern(size));
  }
  echo('binary of 16 MiB', BINARY, Buffer.alloc(16 << 20, 0xa5));
  echo('text of 16 MiB', TEXT, Buffer.alloc(16 << 20, 'x'));
  refuse('binary of 16 MiB and a byte', make(BINARY, Buffer.alloc((16 << 20) + 1)), 1009);

  // Control frames.
  for (const size of [0, 1, 5, 124, 125]) {
    add(`ping of ${size} bytes`, [make(PING, pattern(size)), bye], [message(PONG, pattern(size))], 1000);
  }
  refuse('ping of 126 bytes', make(PING, pattern(126)), 1002);
  refuse('pong of 126 bytes', make(PONG, pattern(126)), 1002);
  add('pong nobody asked for', [make(PONG, 'x'), make(TEXT, 'a'), bye], [message(TEXT, 'a')], 1000);
  add('ten pings', [...Array.from({length: 10}, (_, i) => make(PING, `${i}`)), bye],
    Array.from({length: 10}, (_, i) => message(PONG, `${i}`)), 1000);
  add('ping byte by byte', [...Array.from(make(PING, 'bytes'), (b) => Buffer.from([b])), bye],
    [message(PONG, 'bytes')], 1000);
  for (const opcode of [CLOSE, PING, PONG]) {
    refuse(`control frame ${opcode} without FIN`, make(opcode, '', {fin: false}), 1002);
  }

  // Reserved bits and opcodes, masking, lengths.
  for (let rsv = 1; rsv < 8; ++rsv) {
    for (const opcode of [TEXT, BINARY, CLOSE, PING, PONG]) {
      refuse(`RSV ${rsv} on opcode ${opcode}`, make(opcode, opcode === CLOSE ? closeBody(1000) : 'a', {rsv}), 1002);
    }
    refuse(`RSV ${rsv} behind a good message`, [make(TEXT, 'good'), make(TEXT, 'bad', {rsv})], 1002,
      [message(TEXT, 'good')]);
  }
  for (const opcode of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
    refuse(`opcode ${opcode}`, make(opcode, ''), 1002);
    refuse(`opcode ${opcode} with payload`, make(opcode, 'abc'), 1002);
    refuse(`opcode ${opcode} behind a message`, [make(TEXT, 'good'), make(opcode, 'x')], 1002,
      [message(TEXT, 'good')]);
  }
  for (const opcode of [TEXT, BINARY, CLOSE, PING, PONG]) {
    refuse(`wrong masking on opcode ${opcode}`, wrong(opcode, opcode === CLOSE ? closeBody(1000) : 'a'), 1002);
  }
  for (const value of [0, 1, 125]) {
    refuse(`length ${value} in 16 bits`, make(BINARY, Buffer.alloc(value), {length: {form: 16, value}}), 1002);
    refuse(`length ${value} in 64 bits`, make(BINARY, Buffer.alloc(value), {length: {form: 64, value}}), 1002);
  }
  refuse('length 65535 in 64 bits', make(BINARY, '', {length: {form: 64, value: 65535}}), 1002);
  refuse('length with the top bit', make(BINARY, '', {length: {form: 64, value: 1n << 63n}}), 1002);
  refuse('length of 4 GiB', make(BINARY, '', {length: {form: 64, value: 1n << 32n}}), 1009);
  refuse('length of 2^62', make(BINARY, '', {length: {form: 64, value: 1n << 62n}}), 1009);

  // Fragments.
  for (const opcode of [TEXT, BINARY]) {
    add(`two fragments of ${opcode}`, [make(opcode, 'one', {fin: false}), make(0, 'two'), bye],
      [message(opcode, 'onetwo')], 1000);
    add(`empty fragments of ${opcode}`, [make(opcode, '', {fin: false}), make(0, '', {fin: false}), make(0, ''), bye],
      [message(opcode, '')], 1000);
    add(`fragments of ${opcode}, the middle one empty`,
      [make(opcode, 'a', {fin: false}), make(0, '', {fin: false}), make(0, 'b'), bye], [message(opcode, 'ab')], 1000);
    add(`a ping between fragments of ${opcode}`,
      [make(opcode, 'one', {fin: false}), make(PING, 'p'), make(0, 'two'), bye],
      [message(PONG, 'p'), message(opcode, 'onetwo')], 1000);
    for (const size of [1, 2, 64, 1024]) {
      const parts = [];
      for (let i = 0; i < 200; ++i) {
        parts.push(make(i === 0 ? opcode : 0, Buffer.alloc(size, 97 + i % 26), {fin: i === 199}));
      }
      const whole = Buffer.concat(Array.from({length: 200}, (_, i) => Buffer.alloc(size, 97 + i % 26)));
      add(`200 fragments of ${size} bytes, opcode ${opcode}`, [...parts, bye], [message(opcode, whole)], 1000);
    }
    refuse(`message ${opcode} inside a message`, [make(opcode, 'a', {fin: false}), make(opcode, 'b')], 1002);
    add(`close inside a message of ${opcode}`, [make(opcode, 'a', {fin: false}), bye], [], 1000);
  }
  refuse('continuation without a start', make(0, 'x'), 1002);
  refuse('continuation without a start or FIN', make(0, 'x', {fin: false}), 1002);
  refuse('continuation after a whole message', [make(TEXT, 'a'), make(0, 'b')], 1002, [message(TEXT, 'a')]);
  const tiny = Array.from({length: 65536}, (_, i) =>
    make(i === 0 ? BINARY : 0, Buffer.alloc(64, i), {fin: i === 65535}));
  add('4 MiB in 65536 fragments', [Buffer.concat(tiny), bye],
    [message(BINARY, Buffer.concat(Array.from({length: 65536}, (_, i) => Buffer.alloc(64, i))))], 1000);

  // Text has to be UTF-8.
  const hex = (digits) => Buffer.from(digits, 'hex');
  const good = ['c2a2', 'e282ac', 'f09f9880', 'ceba', 'cebae1bdb9cf83cebcceb5', 'efbfbf', 'f48fbfbf', 'ed9fbf', 'ee8080',
    '7f', '00', 'efbfbe', 'f09fbfbe', 'c280', 'dfbf', 'e0a080', 'f0908080', 'efbbbf61'];
  for (const digits of good) {
    echo(`UTF-8 ${digits}`, TEXT, hex(digits));
    const bytes = hex(digits);
    const parts = Array.from(bytes, (b, i) => make(i ? 0 : TEXT, [b], {fin: i === bytes.length - 1}));
    add(`UTF-8 ${digits} in fragments of a byte`, [...parts, bye], [message(TEXT, bytes)], 1000);
  }
  const bad = ['80', 'bf', 'c0', 'c080', 'c1bf', 'c2', 'c241', 'e0', 'e080', 'e08080', 'e09fbf', 'e282', 'eda080', 'edbfbf',
    'edad', 'f0', 'f0808080', 'f08fbfbf', 'f09f98', 'f4908080', 'f5', 'f8888080', 'fe', 'ff', 'c2a280',
    'cebae1bdb9cf83cebcceb5eda080656469746564', 'cebae1bdb9cf83cebcceb5f4908080656469746564'];
  for (const digits of bad) {
    refuse(`not UTF-8: ${digits}`, make(TEXT, hex(digits)), 1007);
    refuse(`not UTF-8 in the second fragment: ${digits}`,
      [make(TEXT, 'good ', {fin: false}), make(0, hex(digits))], 1007);
    echo(`not UTF-8 but binary: ${digits}`, BINARY, hex(digits));
  }
  refuse('not UTF-8, judged before the message is complete', make(TEXT, hex('cebaf4908080'), {fin: false}), 1007);
  refuse('not UTF-8, judged before the frame is complete', make(TEXT, hex('cebaf490'), {length: {form: 16, value: 500}}),
    1007);

  // Close frames: every code that may be sent is echoed, every other one is a violation.
  for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3001, 3999, 4000,
    4321, 4999]) {
    add(`close ${code}`, [make(CLOSE, closeBody(code))], [], code);
    add(`close ${code} with a reason`, [make(CLOSE, closeBody(code, 'good bye'))], [], code);
  }
  for (const code of [0, 1, 125, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 10000, 65535]) {
    refuse(`close ${code}`, make(CLOSE, closeBody(code)), 1002);
    refuse(`close ${code} with a reason`, make(CLOSE, closeBody(code, 'no')), 1002);
  }
  add('close without a code', [make(CLOSE, '')], [], 1005);
  refuse('close of one byte', make(CLOSE, 'x'), 1002);
  add('close with a reason of 123 bytes', [make(CLOSE, closeBody(1000, 'r'.repeat(123)))], [], 1000);
  refuse('close with a reason of 124 bytes', make(CLOSE, closeBody(1000, 'r'.repeat(124))), 1002);
  refuse('close with a reason that is not UTF-8', make(CLOSE, closeBody(1000, hex('cebaeda080'))), 1007);
  add('a ping behind the close', [bye, make(PING, 'late')], [], 1000);
  add('a message behind the close', [bye, make(TEXT, 'late')], [], 1000);
  add('two closes', [bye, make(CLOSE, closeBody(1001))], [], 1000);
  add('a long message, then close', [make(TEXT, Buffer.alloc(256 << 10, 'L')), bye],
    [message(TEXT, Buffer.alloc(256 << 10, 'L'))], 1000);
  add('2000 messages', [Buffer.concat(Array.from({length: 2000}, (_, i) => make(TEXT, `message ${i}`))), bye],
    Array.from({length: 2000}, (_, i) => message(TEXT, `message ${i}`)), 1000);
  return all;
}

// Cuts a stream into frames; payloads are unmasked. `masked` says what the peer has to do.
class Frames {
  constructor(masked) {
    this.masked = masked;
    this.chunks = [];
    this.size = 0;
    this.need = 2;
    this.found = [];
    this.wrong = null;
  }
  push(chunk) {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size >= this.need && this.take()) {
    }
  }
  take() {
    let all = this.chunks.length === 1 ? this.chunks[0] : Buffer.concat(this.chunks);
    this.chunks = [all];
    let head = 2;
    let length = all[1] & 0x7f;
    if (length === 126) head += 2;
    if (length === 127) head += 8;
    const masked = (all[1] & 0x80) !== 0;
    const keyAt = head;
    if (masked) head += 4;
    if (all.length < head) return this.wait(head);
    if (length === 126) length = all.readUInt16BE(2);
    else if (length === 127) length = Number(all.readBigUInt64BE(2));
    if (all.length < head + length) return this.wait(head + length);
    if (masked !== this.masked) this.wrong = `frame ${masked ? 'masked' : 'not masked'}`;
    if (all[0] & 0x70) this.wrong = 'a reserved bit is set';
    const payload = Buffer.from(all.subarray(head, head + length));
    if (masked) for (let i = 0; i < length; ++i) payload[i] ^= all[keyAt + (i & 3)];
    this.found.push({fin: (all[0] & 0x80) !== 0, opcode: all[0] & 15, payload});
    all = all.subarray(head + length);
    this.chunks = [all];
    this.size = all.length;
    this.need = 2;
    return true;
  }
  wait(need) {
    this.need = need;
    return false;
  }
}

// What is wrong with what came, or null.
function judge(test, frames) {
  if (frames.wrong) return frames.wrong;
  if (frames.size > 0) return `${frames.size} bytes behind the last frame`;
  const got = frames.found.slice();
  const last = got.pop();
  if (!last || last.opcode !== CLOSE) return `expected a Close at the end, got ${last ? `opcode ${last.opcode}` : 'nothing'}`;
  const code = last.payload.length < 2 ? 1005 : last.payload.readUInt16BE(0);
  if (last.payload.length === 1) return 'the Close has a payload of one byte';
  if (code !== test.close) return `expected close code ${test.close}, got ${code} "${last.payload.subarray(2)}"`;
  // A peer may fail the connection before it has echoed what came in the same read.
  if (test.close !== 1000 && got.length === 0) return null;
  if (got.length !== test.expect.length) return `expected ${test.expect.length} frames, got ${got.length}`;
  for (let i = 0; i < got.length; ++i) {
    const want = test.expect[i];
    if (got[i].opcode !== want.opcode || !got[i].fin) return `frame ${i}: expected opcode ${want.opcode}, got ${got[i].opcode}`;
    if (!got[i].payload.equals(want.payload)) return `frame ${i}: the payload differs`;
  }
  return null;
}

module.exports = {frame, cases, Frames, judge, CLOSE};
