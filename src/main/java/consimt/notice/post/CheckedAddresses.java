package consimt.notice.post;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds the addresses of an endpoint, and checks all of them.
 *
 * @param local whether this machine's own addresses may be called by {@code http}
 */
record CheckedAddresses(Resolver resolver, boolean local) {

    /**
     * One lookup. What it returns may be called, and nothing else.
     *
     * @return at least one address
     * @throws NotPosted if there is no address, or if one of them may not be called
     */
    List<InetAddress> of(NoticeUrl url) throws NotPosted {
        InetAddress written = url.host().address();
        List<InetAddress> addresses = written == null ? resolved(url.host().name()) : List.of(written);
        if (addresses.isEmpty()) {
            throw new NotPosted(PostProblem.NAME_NOT_RESOLVED);
        }
        if (!addresses.stream().allMatch(address -> mayBeCalled(url, address))) {
            throw new NotPosted(PostProblem.NOT_ALLOWED_ADDRESS);
        }
        return addresses;
    }

    private boolean mayBeCalled(NoticeUrl url, InetAddress address) {
        return url.isPlain() ? local && address.isLoopbackAddress() : PublicAddresses.contain(address);
    }

    private List<InetAddress> resolved(String name) throws NotPosted {
        try {
            return List.copyOf(resolver.addresses(name));
        } catch (UnknownHostException e) {
            throw new NotPosted(PostProblem.NAME_NOT_RESOLVED);
        }
    }

    /** Looks up the addresses of a name. */
    @FunctionalInterface
    interface Resolver {

        /** The resolver of the operating system. It cannot be interrupted. */
        Resolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

        /** @throws UnknownHostException if the name has no address, or no name server answered */
        List<InetAddress> addresses(String name) throws UnknownHostException;
    }
}
