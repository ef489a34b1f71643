// An echo server on ws. usage: ws_echo.js PORT [deflate]
const { WebSocketServer } = require("ws");

const server = new WebSocketServer({
  host: "127.0.0.1",
  port: Number(process.argv[2]),
  maxPayload: 64 << 20,
  perMessageDeflate: process.argv[3] === "deflate",
});
server.on("connection", (client) => {
  client.on("message", (data, isBinary) => client.send(data, { binary: isBinary }));
  client.on("error", () => {});
});
