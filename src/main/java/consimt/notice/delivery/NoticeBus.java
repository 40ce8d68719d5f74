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
        public boolean takes(Notice notice) {
            return true;
        }
    };

    boolean isThere();

    /**
     * Puts a notice on the bus.
     *
     * @return whether the bus took it
     * @throws consimt.runtime.StoreUnavailable if the bus does not answer
     */
    boolean takes(Notice notice);
}
