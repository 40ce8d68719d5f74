package consimt.notice.delivery;

import consimt.ledger.Entry;
import consimt.ledger.EntryContent.EndpointSwitchedOff;
import consimt.ledger.Source;
import consimt.notice.delivery.DeliveryPorts.Endpoints;
import consimt.notice.delivery.DeliveryPorts.Endpoints.StoredEndpoint;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Undelivered.FailedTry;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.runtime.Metrics;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes of how an endpoint stands, by compare-and-set. One that switches an endpoint off is a ledger entry too. */
@Singleton
record EndpointChanges(Endpoints endpoints, Metrics metrics, Clock clock) {

    /** Each try means that another function changed the endpoint. */
    private static final int TRIES = 50;

    StoredEndpoint find(BusinessId businessId) {
        return endpoints.find(businessId);
    }

    /** @param change may be called again, if the endpoint has changed meanwhile */
    Endpoint change(BusinessId businessId, UnaryOperator<Endpoint> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            StoredEndpoint stored = endpoints.find(businessId);
            Endpoint after = change.apply(stored.endpoint());
            if (replace(stored, after)) {
                return after;
            }
        }
        throw new StoreUnavailable("too many changes of one endpoint at once");
    }

    /**
     * Stores what became of the list, unless what waits has changed meanwhile. A test of the endpoint changes nothing
     * of that.
     *
     * @return whether it is stored
     */
    boolean replaceBesideTests(StoredEndpoint read, Endpoint after) {
        Instant now = clock.instant();
        Endpoint known = read.endpoint().busyThrough(null);
        Endpoint stored = change(
                read.businessId(),
                current -> current.busyThrough(null).equals(known)
                        ? after.busyThrough(current.isBusy(now) ? current.busyThrough() : null)
                        : current);
        return stored.busyThrough(null).equals(after.busyThrough(null));
    }

    /** @return whether it is stored; if not, the endpoint has changed meanwhile */
    boolean replace(StoredEndpoint stored, Endpoint after) {
        if (after.equals(stored.endpoint())) {
            return true;
        }
        boolean isSwitchedOff =
                after.state() == EndpointState.OFF && stored.endpoint().state() != EndpointState.OFF;
        if (!endpoints.replace(stored, after, isSwitchedOff ? entry(after) : null)) {
            return false;
        }
        if (stored.endpoint().isUp() && after.hasUsedItsShare(clock.instant())) {
            metrics.reached("NOTICES", stored.businessId().value());
        }
        if (isSwitchedOff) {
            metrics.count("EndpointsSwitchedOff", 1);
        }
        return true;
    }

    private @Nullable Entry entry(Endpoint after) {
        Instant now = clock.instant();
        FailedTry last = after.last();
        boolean isGone = last != null && last.isGone();
        return new Entry(
                EntryId.ofEndpointSwitchedOff(now),
                now,
                now,
                Source.of(Source.SYSTEM),
                null,
                new EndpointSwitchedOff(isGone ? EndpointSwitchedOff.GONE : EndpointSwitchedOff.FAILED));
    }
}
