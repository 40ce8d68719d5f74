package consimt.notice.delivery;

import consimt.notice.Notice;

/** The operator's own event bus, which gets the notices of all businesses. */
public interface NoticeBus {

    /** There is no bus. */
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

    /**
     * Puts a notice on the bus.
     *
     * @throws consimt.runtime.StoreUnavailable if the bus does not take it
     */
    void put(Notice notice);
}
