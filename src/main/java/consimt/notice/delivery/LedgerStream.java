package consimt.notice.delivery;

import consimt.notice.Notice;
import java.util.List;
import java.util.Optional;

/** Reads an event of the ledger's stream. */
public interface LedgerStream {

    /**
     * The new entries, in their order.
     *
     * @throws IllegalArgumentException if it is no event of a stream
     */
    List<Streamed> read(byte[] event);

    /**
     * @param sequence names the record in an answer about failures
     * @param notice empty if the business is not told of the entry
     */
    record Streamed(String sequence, Optional<Notice> notice) {}
}
