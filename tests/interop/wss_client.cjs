// node's ws against a wss:// URL: a text, 1 MiB, a ping and its pong, a close with 1000. Prints "ok", or what went
// wrong. usage: node wss_client.cjs URL CERTIFICATE
const fs = require("fs"), crypto = require("crypto"), WebSocket = require("ws");
const [url, certificate] = process.argv.slice(2);
const socket = new WebSocket(url, {ca: fs.readFileSync(certificate), perMessageDeflate: false});
const million = crypto.randomBytes(1 << 20);
const fail = words => { console.log(words); process.exit(1); };
const expect = (got, wanted, what) => {
  if (!Buffer.from(got).equals(Buffer.from(wanted))) fail(`${what}: came back different`);
};
const next = name => new Promise(done => socket.once(name, (...values) => done(values)));
socket.on("error", error => fail(error.message));
socket.on("open", async () => {
  let came = next("message");
  socket.send("héllo");
  expect((await came)[0], "héllo", "text");
  came = next("message");
  socket.send(million);
  expect((await came)[0], million, "1 MiB");
  came = next("pong");
  socket.ping("are you there");
  expect((await came)[0], "are you there", "ping");
  came = next("close");
  socket.close(1000);
  const [code] = await came;
  if (code !== 1000) fail(`closed with ${code}`);
  console.log("ok");
});
