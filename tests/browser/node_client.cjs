// A client of another make for the browser tests: prints each message on a line, sends each line of its input.
// usage: node node_client.cjs PATH-OF-WS URL
const WebSocket = require(process.argv[2]);
const socket = new WebSocket(process.argv[3]);
socket.on("open", () => {
  console.log("open");
  require("readline").createInterface({input: process.stdin}).on("line", line => socket.send(line));
});
socket.on("message", data => console.log(String(data)));
socket.on("close", code => { console.log("closed " + code); process.exit(0); });
socket.on("error", error => { console.log("error " + error.message); process.exit(1); });
