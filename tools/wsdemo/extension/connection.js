// A WebSocket that comes back by itself when the server does, in a place that the browser ends when nothing happens.

// Chrome ends a service worker 30 s after the last thing that happened in it. Since version 116 a message over a
// WebSocket, either way, counts as such a thing. A ping of the server does not: the browser answers it by itself, and
// no script is told. So an empty text goes out every 20 s; /broadcast takes it as a sign of life and tells nobody.
const kKeepAlive = 20_000;
const kFirstPause = 500, kLongestPause = 15_000;  // 0.5, 1, 2, 4, 8, 15, 15 ... seconds
const kNotices = "ws101-notices";  // the operator's lines and the server's own words come in envelopes

export class Connection {
  #socket = null;
  #wait = 0;
  #beat = 0;
  #pause = kFirstPause;

  // `on` has state(kind, words), kind being "open", "waiting", "refused" or "closed", and message(text). "refused": the
  // server was not reached, or does not let this extension in; a script is not told which (403 looks like no answer).
  constructor(on) { this.on = on; }

  get open() { return this.#socket?.readyState === WebSocket.OPEN; }
  get idle() { return this.#socket === null && this.#wait === 0; }

  // Lets go of the connection there may be, and begins anew.
  start(address) {
    this.stop();
    this.address = address;
    this.#pause = kFirstPause;
    this.#connect();
  }

  // False when it is not connected: nothing is kept for later.
  send(text) {
    if (!this.open) return false;
    this.#socket.send(text);
    return true;
  }

  // The closing handshake with 1000 (RFC 6455 7.4.1: the purpose is fulfilled), and no attempt after it.
  stop() {
    clearTimeout(this.#wait);
    clearInterval(this.#beat);
    this.#wait = this.#beat = 0;
    const socket = this.#socket;
    this.#socket = null;  // what it still says is not ours any more
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(1000, "switched off");
    this.on.state("closed", "disconnected");
  }

  #connect() {
    this.#wait = 0;
    let opened = false;
    const socket = this.#socket = new WebSocket(this.address, kNotices);
    this.on.state("waiting", "connecting …");
    const mine = task => event => { if (socket === this.#socket) task(event); };
    socket.onopen = mine(() => {
      opened = true;
      this.#beat = setInterval(() => socket.send(""), kKeepAlive);
      this.on.state("open", "connected");
    });
    // An open connection is no success yet, since a server may refuse by closing it. A message is.
    socket.onmessage = mine(({data}) => { this.#pause = kFirstPause; if (typeof data === "string") this.on.message(data); });
    socket.onclose = mine(event => {
      clearInterval(this.#beat);
      this.#socket = null;
      const said = event.reason ? `: ${event.reason}` : "";
      if (event.code === 1008) {  // sent away, which will not change by itself
        this.on.state("closed", `The server sent this extension away${said}.`);
        return;
      }
      const why = event.code === 1001 ? "The server has stopped." : event.code !== 1006 ? `The server closed the connection (${event.code}${said}).` :
        opened ? "The connection to the server was lost." : "The server cannot be reached, or does not let this extension in.";
      this.#wait = setTimeout(() => this.#connect(), this.#pause);
      this.on.state(event.code === 1006 && !opened ? "refused" : "waiting", `${why} Trying again in ${this.#pause / 1000} s …`);
      this.#pause = Math.min(this.#pause * 2, kLongestPause);
    });
  }
}
