#!/usr/bin/env node
// Runs `wscat --echo` as the client under test: a scripted server plays every case to a fresh wscat, as the fuzzing
// servers of public conformance suites do. usage: node wscat_echo.js [FOLDER WITH THE PROGRAMS]
'use strict';
const net = require('net');
const path = require('path');
const crypto = require('crypto');
const {spawn} = require('child_process');
const {frame, cases, Frames, judge} = require('./cases.js');

const bin = process.argv[2] || process.env.WS101_BIN || path.join(__dirname, '../../build/bin');
const make = (opcode, payload, options = {}) => frame(opcode, payload, options);
const wrong = (opcode, payload) => frame(opcode, payload, {mask: Buffer.from([1, 2, 3, 4])});
const tests = cases(make, wrong);
const results = new Array(tests.length);

const server = net.createServer((socket) => {
  socket.setNoDelay(true);
  let head = Buffer.alloc(0);
  let frames = null;
  let test = null;
  let number = 0;
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    if (frames) {
      frames.push(chunk);
    } else {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const text = head.toString('latin1', 0, end);
      number = Number(/^GET \/runCase\?case=(\d+)&agent=ws101 HTTP\/1\.1\r\n/.exec(text)[1]);
      test = tests[number - 1];
      const key = /\r\nSec-WebSocket-Key: *([^\r]+)/i.exec(text)[1];
      const accept = crypto.createHash('sha1').update(key + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
      frames = new Frames(true);
      results[number - 1] = {frames};
      for (const bytes of test.send) socket.write(bytes);
    }
    // RFC 6455 7.1.1: the server ends TCP first.
    if (frames && frames.found.some((found) => found.opcode === 8)) socket.end();
  });
});

function run(number, port) {
  return new Promise((resolve) => {
    const url = `ws://127.0.0.1:${port}/runCase?case=${number}&agent=ws101`;
    const child = spawn(path.join(bin, 'wscat'), ['--echo', '--quiet', url], {stdio: ['ignore', 'pipe', 'pipe']});
    let printed = 0;
    let said = '';
    child.stdout.on('data', (chunk) => printed += chunk.length);
    child.stderr.on('data', (chunk) => said += chunk);
    const timer = setTimeout(() => child.kill('SIGKILL'), 20000);
    child.on('error', (error) => {
      console.error(`wscat_echo: cannot start wscat: ${error.message}`);
      process.exit(2);
    });
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      resolve({status, signal, printed, said});
    });
  });
}

server.listen(0, '127.0.0.1', async () => {
  const {port} = server.address();
  let failed = 0;
  for (let number = 1; number <= tests.length; ++number) {
    const test = tests[number - 1];
    const ran = await run(number, port);
    const result = results[number - 1];
    let why = result ? judge(test, result.frames) : 'no connection came';
    // The exit status: 0 after a clean close whatever its code; 3 where the client had to fail the connection.
    const violation = [1002, 1007, 1009].includes(test.close) && !test.name.startsWith(`close ${test.close}`);
    const status = violation ? 3 : 0;
    if (!why && ran.signal) why = `killed: ${ran.signal}`;
    if (!why && ran.status !== status) why = `expected exit status ${status}, got ${ran.status}: ${ran.said.trim()}`;
    if (!why && ran.printed > 0) why = 'it printed on standard output';
    if (why) {
      ++failed;
      console.log(`FAIL ${number} ${test.name}: ${why}`);
    }
  }
  server.close();
  console.log(`wscat_echo: ${tests.length} cases, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
});
