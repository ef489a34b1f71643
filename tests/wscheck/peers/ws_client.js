// Echoes for wscheck --listen PORT with ws. usage: ws_client.js PORT [deflate]
const WebSocket = require("ws");

const base = "ws://127.0.0.1:" + process.argv[2];
const perMessageDeflate = process.argv[3] === "deflate";

function connect(path, onMessage, onClose) {
  const socket = new WebSocket(base + path, { perMessageDeflate, maxPayload: 64 << 20 });
  socket.on("message", (data, isBinary) => onMessage(socket, data, isBinary));
  socket.on("error", () => {});
  socket.on("close", onClose);
}

function run(number, count) {
  if (number > count) return connect("/updateReports?agent=ws", () => {}, () => {});
  const echo = (socket, data, isBinary) => socket.send(data, { binary: isBinary });
  connect(`/runCase?case=${number}&agent=ws`, echo, () => run(number + 1, count));
}

let count = 0;
connect("/getCaseCount", (socket, data) => (count = Number(data)), () => run(1, count));
