// An echo server on the npm package websocket. usage: websocket_echo.js PORT
const http = require("http");
const WebSocketServer = require("websocket").server;

const httpServer = http.createServer((request, response) => response.writeHead(404).end());
httpServer.listen(Number(process.argv[2]), "127.0.0.1");
const server = new WebSocketServer({
  httpServer,
  autoAcceptConnections: true,
  maxReceivedFrameSize: 64 << 20,
  maxReceivedMessageSize: 64 << 20,
});
server.on("connect", (client) => {
  client.on("message", (message) => {
    if (message.type === "utf8") client.sendUTF(message.utf8Data);
    else client.sendBytes(message.binaryData);
  });
});
