// Your WebSocket server begins here: it takes connections, shows what comes, and does nothing right.
// usage: java Server.java [PORT]     0, or nothing: any port that is free
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

public class Server {
    /** Step 1: the value of Sec-WebSocket-Accept for the client's Sec-WebSocket-Key. */
    static String acceptKey(String key) {
        return "to be written";
    }

    /** Steps 1 and 2: reads the request and answers it. True: from here on there are frames. */
    static boolean shakeHands(Socket client) throws IOException {
        byte[] data = new byte[1024];
        int count = client.getInputStream().read(data);  // is this all of it? Is it only the request?
        System.out.println(new String(data, 0, Math.max(count, 0), StandardCharsets.ISO_8859_1));
        String answer = "HTTP/1.1 500 To Be Written\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        return false;
    }

    /** Steps 3 to 7: reads frames and answers them, until the connection ends. A byte in Java has a sign: use & 0xff. */
    static void readFrames(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        byte[] data = new byte[1024];
        for (int count = in.read(data); count >= 0; count = in.read(data)) {
            for (int i = 0; i < count; i++) {
                System.out.printf("%02x ", data[i] & 0xff);  // give this to wsdump explain
            }
            System.out.println();
        }
    }

    static void serve(Socket client) {
        try (client) {
            if (shakeHands(client)) {
                readFrames(client);
            }
        } catch (IOException error) {
            System.out.println(error);
        }
    }

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        ServerSocket listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        System.out.println("listening on 127.0.0.1:" + listening.getLocalPort());
        while (true) {
            Socket client = listening.accept();
            new Thread(() -> serve(client)).start();
        }
    }
}
