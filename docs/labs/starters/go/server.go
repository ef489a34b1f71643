// Your WebSocket server begins here: it takes connections, shows what comes, and does nothing right.
// usage: go run server.go [PORT]     0, or nothing: any port that is free
package main

import (
	"fmt"
	"log"
	"net"
	"os"
)

// Step 1: the value of Sec-WebSocket-Accept for the client's Sec-WebSocket-Key.
func acceptKey(key string) string {
	return "to be written"
}

// Steps 1 and 2: reads the request and answers it. True: from here on there are frames.
func shakeHands(client net.Conn) bool {
	data := make([]byte, 1024)
	count, _ := client.Read(data) // is this all of it? Is it only the request?
	fmt.Println(string(data[:count]))
	fmt.Fprint(client, "HTTP/1.1 500 To Be Written\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
	return false
}

// Steps 3 to 7: reads frames and answers them, until the connection ends.
func readFrames(client net.Conn) {
	data := make([]byte, 1024)
	for {
		count, err := client.Read(data)
		if err != nil {
			return
		}
		fmt.Printf("% x\n", data[:count]) // give this to wsdump explain
	}
}

func serve(client net.Conn) {
	defer client.Close()
	if shakeHands(client) {
		readFrames(client)
	}
}

func main() {
	port := append(os.Args, "0")[1]
	listening, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening on", listening.Addr())
	for {
		if client, err := listening.Accept(); err == nil {
			go serve(client)
		}
	}
}
