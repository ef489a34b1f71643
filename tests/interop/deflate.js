#!/usr/bin/env node
// permessage-deflate against the package "ws" for Node.js, both ways, with every combination of the four parameters: 200
// messages of mixed sizes each. usage: node deflate.js [FOLDER WITH THE PROGRAMS [SECONDS]]
// With SECONDS: random traffic with context takeover for so long instead. Exit status 1 on any difference.
'use strict';
const path = require('path');
const {spawn} = require('child_process');
const {once} = require('events');
const {WebSocket, WebSocketServer} = require('ws');

const bin = process.argv[2] || process.env.WS101_BIN || path.join(__dirname, '../../build/bin');
const seconds = Number(process.argv[3] || 0);
const kMessages = Number(process.env.MESSAGES || 200);
const kAtOnce = 10;

const fail = (what) => {
  console.log('FAIL: ' + what);
  process.exit(1);
};

// The same numbers in every run (mulberry32).
let state = Number(process.env.SEED || 7692);
const random = (below) => {
  state = (state + 0x6D2B79F5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
};

const words = ['{"id":', '"user"', ' anna', ' ben', ' said ', 'hello', ' w\u00f6rld', ' \u4f60\u597d', '},', ' 0123456789'];
function message() {
  const size = [0, 1, 20, 200, 255, 256, 300, 1000, 5000, 40000][random(10)];
  const kind = random(4);
  if (kind === 0) return Buffer.from(Array.from({length: size}, () => random(256)));
  if (kind === 1) return Buffer.alloc(size, random(256));
  let text = '';
  while (text.length < size) text += words[random(words.length)];
  return text;
}

// Sends messages and compares the echoes, some of them on their way at a time.
function exchange(socket, count, until, told) {
  const waiting = [];
  let sent = 0;
  const more = () => {
    while (waiting.length < kAtOnce && (until ? Date.now() < until : sent < count)) {
      const next = message();
      waiting.push(next);
      ++sent;
      if (typeof next === 'string' && next.length > 3 && random(5) === 0) {  // in fragments
        const cut = random(next.length);
        const [head, tail] = [Buffer.from(next).subarray(0, cut), Buffer.from(next).subarray(cut)];
        socket.send(head, {fin: false, binary: false});
        socket.send(tail, {fin: true, binary: false});
      } else {
        socket.send(next);
      }
    }
    if (waiting.length === 0) socket.close(1000);
  };
  socket.on('message', (data, binary) => {
    const expected = waiting.shift();
    if (expected === undefined) fail(`${told}: a message too many`);
    if (binary !== (typeof expected !== 'string') || !Buffer.from(expected).equals(data))
      fail(`${told}: message ${sent - waiting.length} differs (${Buffer.from(expected).length} bytes)`);
    more();
  });
  socket.on('error', (error) => fail(`${told}: ${error.message}`));
  return new Promise((resolve) => {
    socket.on('close', (code) => {
      if (code !== 1000 || waiting.length > 0) fail(`${told}: closed with ${code}, ${waiting.length} unanswered`);
      resolve(sent);
    });
    more();
  });
}

// The 16 combinations: as options of "ws" and as PARAMS of --deflate.
const combinations = [];
for (let bits = 0; bits < 16; ++bits) {
  const options = {threshold: 0};
  const params = [];
  if (bits & 1) (options.serverNoContextTakeover = true), params.push('server_no_context_takeover');
  if (bits & 2) (options.clientNoContextTakeover = true), params.push('client_no_context_takeover');
  if (bits & 4) (options.serverMaxWindowBits = 9), params.push('server_max_window_bits=9');
  if (bits & 8) (options.clientMaxWindowBits = 10), params.push('client_max_window_bits=10');
  combinations.push({options, params: params.join(',')});
}
const flag = (params) => (params === '' ? '--deflate=server_max_window_bits=15' : `--deflate=${params}`);

async function start(program, args) {
  const child = spawn(path.join(bin, program), args, {stdio: ['ignore', 'pipe', 'inherit']});
  child.on('error', (error) => fail(`cannot start ${program}: ${error.message}`));
  const [line] = await once(child.stdout, 'data');
  return {child, url: /ws:\/\/\S+/.exec(String(line))[0]};
}

async function withOurServer(params, clients, until) {
  const {child, url} = await start('wsecho', ['--port', '0', '--quiet', flag(params)]);
  let total = 0;
  for (const {options, params: wanted} of clients) {
    const socket = new WebSocket(url, {perMessageDeflate: options});
    await once(socket, 'open');
    if (!socket.extensions.includes('permessage-deflate')) fail(`wsecho [${params}] declined [${wanted}]`);
    total += await exchange(socket, kMessages, until, `wsecho [${params}], ws client [${wanted}]`);
  }
  child.kill('SIGINT');
  await once(child, 'exit');
  return total;
}

async function withOurClient({options, params}, clients, until) {
  const server = new WebSocketServer({host: '127.0.0.1', port: 0, perMessageDeflate: options});
  await once(server, 'listening');
  let total = 0;
  for (const wanted of clients) {
    const told = `ws server [${params}], wscat [${wanted}]`;
    const child = spawn(path.join(bin, 'wscat'), ['--echo', '--quiet', flag(wanted),
      `ws://127.0.0.1:${server.address().port}/`], {stdio: ['ignore', 'ignore', 'inherit']});
    const [socket] = await once(server, 'connection');
    if (!socket.extensions.includes('permessage-deflate')) fail(`${told}: not agreed`);
    total += await exchange(socket, kMessages, until, told);
    const [status] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    if (status !== 0) fail(`${told}: wscat ended with ${status}`);
  }
  server.close();
  return total;
}

(async () => {
  if (seconds > 0) {
    const until = Date.now() + seconds * 1000;
    const counts = await Promise.all([withOurServer('', [combinations[0]], until),
      withOurClient(combinations[0], [''], until)]);
    console.log(`${seconds} seconds of random traffic with context takeover: ${counts[0]} messages to wsecho, ` +
      `${counts[1]} to wscat, no difference`);
    return;
  }
  let total = 0;
  for (const {params} of combinations) total += await withOurServer(params, combinations);
  for (const combination of combinations)
    total += await withOurClient(combination, combinations.map((each) => each.params));
  console.log(`deflate: ${total} messages over ${2 * combinations.length ** 2} connections, no difference`);
})().catch((error) => fail(error.stack));
