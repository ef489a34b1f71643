// An echo server on faye-websocket. usage: faye_echo.js PORT
const http = require("http");
const WebSocket = require("faye-websocket");

const server = http.createServer((request, response) => response.writeHead(404).end());
server.on("upgrade", (request, socket, head) => {
  if (!WebSocket.isWebSocket(request)) {
    socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    return;
  }
  const client = new WebSocket(request, socket, head, [], { maxLength: 64 << 20 });
  client.on("message", (event) => client.send(event.data));
});
server.listen(Number(process.argv[2]), "127.0.0.1");
