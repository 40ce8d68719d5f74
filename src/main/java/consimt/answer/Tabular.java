package consimt.answer;

import org.jspecify.annotations.Nullable;

/** An answer that can be told as a table, too. */
public interface Tabular extends Answer {

    /** CSV with a header (RFC 4180). No cell of it is a formula to a spreadsheet. */
    String csv();

    /** Null for the last page. */
    @Nullable String nextToken();
}
