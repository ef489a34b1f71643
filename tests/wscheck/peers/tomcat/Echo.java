// An echo server on Tomcat. usage: java Echo PORT
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

public class Echo {
    @ServerEndpoint("/")
    public static class Endpoint {
        @OnOpen
        public void open(Session session) {
            session.setMaxTextMessageBufferSize(64 << 20);
            session.setMaxBinaryMessageBufferSize(64 << 20);
        }

        @OnMessage
        public String text(String message) {
            return message;
        }

        @OnMessage
        public ByteBuffer binary(ByteBuffer message) {
            return message;
        }

        @OnError
        public void error(Throwable error) {}
    }

    public static void main(String[] words) throws Exception {
        LogManager.getLogManager().reset();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(System.getProperty("java.io.tmpdir") + "/tomcat-echo");
        tomcat.setPort(Integer.parseInt(words[0]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), null);
        Tomcat.addServlet(context, "default", "org.apache.catalina.servlets.DefaultServlet");
        context.addServletMappingDecoded("/", "default");
        tomcat.start();
        String name = ServerContainer.class.getName();
        ((ServerContainer) context.getServletContext().getAttribute(name)).addEndpoint(Endpoint.class);
        tomcat.getServer().await();
    }
}
