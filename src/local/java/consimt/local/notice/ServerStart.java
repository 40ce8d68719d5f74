package consimt.local.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Waits until this application takes HTTP calls. What waited in the stream is there before that, and would be refused by
 * the receiver of the same application.
 */
final class ServerStart {

    private static final int TRIES = 300;
    private static final int PAUSE_MILLIS = 100;

    private final int port;
    private boolean isOver;

    ServerStart(int port) {
        this.port = port;
    }

    /** Gives up after half a minute, for the application may serve no HTTP. */
    synchronized void await() {
        for (int i = 0; i < TRIES && !isOver; i++) {
            isOver = isListening() || !pause();
        }
        isOver = true;
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("localhost"), port), PAUSE_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @return false if the thread is to end */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
