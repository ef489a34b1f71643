// The package "ws" for Node.js as the other end: `peer.js serve` prints its port; `peer.js connect URL PID` tries our
// server, whose process is then ended.
const { WebSocket, WebSocketServer } = require("ws");
const { once } = require("events");

const sizes = [0, 125, 126, 65535, 65536, 16 << 20];
const fail = (what) => {
  console.log("FAIL: node: " + what);
  process.exit(1);
};
setTimeout(() => fail("no end in 60 seconds"), 60000).unref();

function serve() {
  const server = new WebSocketServer({
    host: "127.0.0.1", port: 0, maxPayload: 32 << 20, perMessageDeflate: true,
    handleProtocols: (offered) => (offered.has("echo") ? "echo" : false),
  });
  server.on("listening", () => console.log(server.address().port));
  server.on("connection", (socket) => {
    socket.on("message", (data, binary) => {
      if (!binary && data.toString() === "close me") return socket.close(4002, "server's bye");
      socket.ping("are you there");
      socket.send(data, { binary });
    });
    socket.on("error", (error) => console.log("FAIL: node: " + error));
    socket.on("pong", (data) => { if (data.toString() !== "are you there") console.log("FAIL: node: pong " + data); });
    socket.on("close", (code, reason) => console.log("closed " + code + " " + reason));
  });
}

async function connect(url, pid) {
  const socket = new WebSocket(url, { maxPayload: 32 << 20 });
  await once(socket, "open");
  for (const size of sizes) {
    for (const binary of [true, false]) {
      const sent = Buffer.alloc(size, binary ? 255 : 120);
      socket.send(sent, { binary });
      const [got, isBinary] = await once(socket, "message");
      if (isBinary !== binary || !got.equals(sent)) fail("echo of " + size);
    }
  }
  for (const part of ["frag", "men", "ted"]) socket.send(part, { fin: part === "ted" });
  if ((await once(socket, "message"))[0].toString() !== "fragmented") fail("fragments");
  socket.ping("p");
  if ((await once(socket, "pong"))[0].toString() !== "p") fail("pong");
  socket.close(4001, "client's bye");
  const [code] = await once(socket, "close");
  if (code !== 4001) fail("our Close 4001 was answered with " + code);

  const second = new WebSocket(url);
  await once(second, "open");
  process.kill(Number(pid), "SIGTERM");
  const [going] = await once(second, "close");
  if (going !== 1001) fail("the server stopped with " + going);
}

if (process.argv[2] === "serve") serve();
else connect(process.argv[3], process.argv[4]).catch((error) => fail(error));
