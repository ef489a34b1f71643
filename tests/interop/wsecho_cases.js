#!/usr/bin/env node
// Runs wsecho as the server under test: a scripted client plays every case over a connection of its own.
// usage: node wsecho_cases.js [FOLDER WITH THE PROGRAMS]
'use strict';
const net = require('net');
const path = require('path');
const crypto = require('crypto');
const {spawn} = require('child_process');
const {frame, cases, Frames, judge} = require('./cases.js');

const bin = process.argv[2] || process.env.WS101_BIN || path.join(__dirname, '../../build/bin');
const make = (opcode, payload, options = {}) => frame(opcode, payload, {...options, mask: crypto.randomBytes(4)});
const tests = cases(make, (opcode, payload) => frame(opcode, payload));

function run(test, port) {
  return new Promise((resolve) => {
    const frames = new Frames(false);
    const key = crypto.randomBytes(16).toString('base64');
    const socket = net.connect({port, host: '127.0.0.1', allowHalfOpen: true});
    socket.setNoDelay(true);
    let head = Buffer.alloc(0);
    let open = false;
    const timer = setTimeout(() => socket.destroy(new Error('no end within 20 s')), 20000);
    let error = null;
    socket.on('connect', () => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n' +
      `Connection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`));
    socket.on('data', (chunk) => {
      if (!open) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!head.toString('latin1').startsWith('HTTP/1.1 101 ')) return socket.destroy(new Error('no 101'));
        open = true;
        for (const bytes of test.send) socket.write(bytes);
        chunk = head.subarray(end + 4);
      }
      if (chunk.length > 0) frames.push(chunk);
    });
    socket.on('end', () => socket.end());  // the server has to end TCP first
    socket.on('error', (what) => error = what);
    socket.on('close', () => {
      clearTimeout(timer);
      const harmless = error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');
      resolve(error && !harmless ? error.message : judge(test, frames));
    });
  });
}

const server = spawn(path.join(bin, 'wsecho'), ['--port', '0', '--quiet'], {stdio: ['ignore', 'pipe', 'inherit']});
server.on('error', (error) => {
  console.error(`wsecho_cases: cannot start wsecho: ${error.message}`);
  process.exit(2);
});
let line = '';
let started = false;
server.stdout.on('data', async (chunk) => {
  line += chunk;
  const port = /:(\d+)\//.exec(line);
  if (started || !port) return;
  started = true;
  let failed = 0;
  for (let i = 0; i < tests.length; ++i) {
    const why = await run(tests[i], Number(port[1]));
    if (!why) continue;
    ++failed;
    console.log(`FAIL ${i + 1} ${tests[i].name}: ${why}`);
  }
  server.kill('SIGINT');
  server.on('close', (status) => {
    if (status !== 0) {
      ++failed;
      console.log(`FAIL wsecho ended with status ${status}`);
    }
    console.log(`wsecho_cases: ${tests.length} cases, ${failed} failed`);
    process.exitCode = failed ? 1 : 0;
  });
});
