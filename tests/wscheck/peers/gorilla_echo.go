// An echo server on gorilla/websocket. usage: gorilla_echo PORT
package main

import (
	"net/http"
	"os"

	"github.com/gorilla/websocket"
)

func main() {
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	http.HandleFunc("/", func(writer http.ResponseWriter, request *http.Request) {
		client, err := upgrader.Upgrade(writer, request, nil)
		if err != nil {
			return
		}
		defer client.Close()
		for {
			kind, message, err := client.ReadMessage()
			if err != nil || client.WriteMessage(kind, message) != nil {
				return
			}
		}
	})
	http.ListenAndServe("127.0.0.1:"+os.Args[1], nil)
}
