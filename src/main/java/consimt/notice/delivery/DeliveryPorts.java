package consimt.notice.delivery;

import consimt.form.Page;
import consimt.ledger.Entry;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.relation.BusinessId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the delivery needs of the outside: its stream, its queue, the operator's bus and two stores. */
public interface DeliveryPorts {

    interface LedgerStream {

        /**
         * The new entries that a business is told of, in their order.
         *
         * @throws IllegalArgumentException if it is no event of a stream
         */
        List<Streamed> read(byte[] event);

        /** @param sequence names the record in an answer about failures */
        record Streamed(String sequence, Notice notice) {}
    }

    /**
     * The queue of notices: in the order of each group, a group for each relation. Each call throws {@link
     * consimt.runtime.StoreUnavailable} if the queue does not answer.
     */
    interface NoticeQueue {

        /** As many as one call takes. */
        int MOST_AT_ONCE = 10;

        /**
         * Puts notices of different groups into the queue. A notice that was put in minutes ago is not put in again.
         *
         * @param notices ten at most
         * @throws consimt.runtime.StoreUnavailable also if the queue has some of them only
         */
        void put(List<ForQueue> notices);

        /** Shows a notice again after a pause, to whoever reads the queue. */
        void showAgain(String receipt, Duration pause);

        /** @param body the notice as it is posted */
        record ForQueue(String id, String group, String body) {}
    }

    interface NoticeBus {

        NoticeBus NONE = new NoticeBus() {

            @Override
            public boolean isThere() {
                return false;
            }

            @Override
            public void put(Notice notice) {}
        };

        default boolean isThere() {
            return true;
        }

        /** @throws consimt.runtime.StoreUnavailable if the bus does not take it */
        void put(Notice notice);
    }

    /**
     * The store of how endpoints stand; one that never failed is not in it. Each call throws {@link
     * consimt.runtime.StoreUnavailable} if the store does not answer.
     */
    interface Endpoints {

        StoredEndpoint find(BusinessId businessId);

        /** Those that are not up. One that changed moments ago may be missing. */
        List<StoredEndpoint> notUp();

        /**
         * Stores a change, unless the endpoint has changed meanwhile.
         *
         * @param entry for the ledger of the business's settings, stored in the same transaction; null for none
         */
        boolean replace(StoredEndpoint before, Endpoint after, @Nullable Entry entry);

        /** @param version null if nothing is stored */
        record StoredEndpoint(
                BusinessId businessId,
                Endpoint endpoint,
                @Nullable String version) {}
    }

    /**
     * The store of notices that failed. Each call throws {@link consimt.runtime.StoreUnavailable} if the store does not
     * answer.
     */
    interface UndeliveredNotices {

        /** How long a notice that was given up is kept, in days: longer than the dead letters. */
        int KEPT_DAYS = 30;

        /** Stores what came back, in place of what came back before. */
        void put(BusinessId businessId, Undelivered notice, Instant now);

        /** A notice was taken after all. */
        void remove(BusinessId businessId, ChangeId id);

        /** The first of those that are being tried again, and this one at the latest. */
        ChangeId firstTriedAgain(BusinessId businessId, ChangeId atTheLatest);

        /** Removes those that are being tried again, up to a place: they were sent from the list. */
        void removeTriedAgain(BusinessId businessId, ChangeId through);

        /** Those that were given up, then those that are being tried again, each in the order of their changes. */
        Page<Undelivered> read(BusinessId businessId, @Nullable String after, int limit, Instant now);
    }
}
