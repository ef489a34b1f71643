"""Listens on 127.0.0.1 and gives each client a thread. Correct."""
import socket
import sys
import threading
import time
import traceback


class Listener:
    tells = False  # whether the trace of an endpoint that broke is printed

    def __init__(self, server, port=0):
        self.server = server  # the class
        self.socket = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port = self.socket.getsockname()[1]

    def serve(self):
        while self.socket.fileno() >= 0:
            try:
                sock, _ = self.socket.accept()
            except OSError:
                time.sleep(0.05)  # no descriptor is free, or the client has left: others will come
                continue
            self.take(sock)

    def take(self, sock):
        threading.Thread(target=self.serve_client, args=(sock,), daemon=True).start()

    def serve_client(self, sock):
        """Whatever goes wrong ends one client, not the program."""
        try:
            with sock:
                self.server(sock).run()
        except Exception:
            if self.tells:
                traceback.print_exc(file=sys.stderr)

    def stop(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)  # wakes accept()
        except OSError:
            pass
        self.socket.close()
