package consimt.notice.post;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a name. */
@FunctionalInterface
interface Resolver {

    /** The resolver of the operating system. It cannot be interrupted. */
    Resolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    /** @throws UnknownHostException if the name has no address, or no name server answered */
    List<InetAddress> addresses(String name) throws UnknownHostException;
}
