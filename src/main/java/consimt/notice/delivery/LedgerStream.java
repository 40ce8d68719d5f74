package consimt.notice.delivery;

import consimt.notice.Notice;
import java.util.List;

/** Reads an event of the ledger's stream. */
public interface LedgerStream {

    /**
     * The new entries that a business is told of, in their order.
     *
     * @throws IllegalArgumentException if it is no event of a stream
     */
    List<Streamed> read(byte[] event);

    /** @param sequence names the record in an answer about failures */
    record Streamed(String sequence, Notice notice) {}
}
