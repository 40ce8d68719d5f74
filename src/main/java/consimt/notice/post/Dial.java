package consimt.notice.post;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects a socket to an address that was checked. */
@FunctionalInterface
interface Dial {

    Dial TCP = Socket::connect;

    /** @param millis how long it may take */
    void connect(Socket socket, InetSocketAddress address, int millis) throws IOException;
}
