#!/usr/bin/env python3
"""Your WebSocket server begins here: it takes connections, shows what comes, and does nothing right.
usage: python3 server.py [PORT]     0, or nothing: any port that is free"""
import socket
import sys
import threading


def accept_key(key):
    """Step 1: the value of Sec-WebSocket-Accept for the client's Sec-WebSocket-Key."""
    return "to be written"


def shake_hands(client):
    """Steps 1 and 2: reads the request and answers it. True: from here on there are frames."""
    request = client.recv(1024)  # is this all of it? Is it only the request?
    print(request.decode("latin-1"))
    client.sendall(b"HTTP/1.1 500 To Be Written\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    return False


def read_frames(client):
    """Steps 3 to 7: reads frames and answers them, until the connection ends."""
    while True:
        data = client.recv(1024)
        if not data:
            return
        print(data.hex(" "))  # give this to wsdump explain


def serve(client):
    with client:
        try:
            if shake_hands(client):
                read_frames(client)
        except OSError as error:
            print(error)


def main():
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    listening = socket.create_server(("127.0.0.1", port))
    print(f"listening on 127.0.0.1:{listening.getsockname()[1]}", flush=True)
    while True:
        client, _ = listening.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()


if __name__ == "__main__":
    main()
