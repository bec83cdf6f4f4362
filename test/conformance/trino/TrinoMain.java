import io.trino.server.Server;
import java.io.IOException;

/**
 * Starts Trino and ends with the process that holds the other end of its standard input, however
 * that one ends. A test run that is killed can therefore not leave a server behind.
 */
public class TrinoMain {
    public static void main(String[] args) {
        Thread owner = new Thread(() -> {
            try {
                while (System.in.read() != -1) {
                    // only the end matters
                }
            } catch (IOException gone) {
                // a broken pipe is an end too
            }
            Runtime.getRuntime().halt(0);
        }, "owner");
        owner.setDaemon(true);
        owner.start();
        new Server().start(args[0]);
    }
}
