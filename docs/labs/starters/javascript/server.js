// Your WebSocket server begins here: it takes connections, shows what comes, and does nothing right.
// usage: node server.js [PORT]     0, or nothing: any port that is free
"use strict";
const net = require("net");

// Step 1: the value of Sec-WebSocket-Accept for the client's Sec-WebSocket-Key.
function acceptKey(key) {
  return "to be written";
}

// Node gives you the bytes as they come: each connection needs a place for those that are not used yet.
class Connection {
  constructor(socket) {
    this.socket = socket;
    this.shaken = false;
    socket.on("data", (data) => this.received(data));
    socket.on("error", (error) => console.log(error.message));
  }

  received(data) {
    if (this.shaken) {
      this.readFrames(data);
    } else {
      this.shakeHands(data);
    }
  }

  // Steps 1 and 2: reads the request and answers it. From then on there are frames.
  shakeHands(data) {
    console.log(data.toString("latin1")); // is this all of it? Is it only the request?
    this.socket.end("HTTP/1.1 500 To Be Written\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  // Steps 3 to 7: reads frames and answers them.
  readFrames(data) {
    console.log(data.toString("hex")); // give this to wsdump explain
  }
}

const server = net.createServer((socket) => new Connection(socket));
server.listen(Number(process.argv[2] || 0), "127.0.0.1", () => {
  console.log(`listening on 127.0.0.1:${server.address().port}`);
});
