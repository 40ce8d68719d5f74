package consimt.business;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 *  Whether, by the law of a country, a no to one kind of messages is one to others: an opt-out in one scope counts for all marketing of the business, and one of texts or calls, or of all, also for texts and calls about what the person ordered.
 *
 * @param id by which answers and the operator's settings name the row; the rows of one rule in several countries share it
 * @param from the first day on which the row applies
 * @param revokesAll false in a row that ends an earlier one
 * @param source the legal instrument and its article
 * @param url the official text; null if the source names it well enough
 */
record RevocationRow(
        String id,
        String country,
        LocalDate from,
        boolean revokesAll,
        String source,
        @Nullable String url) {

    static final String OFF = "OFF";

    /**
     * The row as the operator moved it; empty if it is switched off.
     *
     * @param moved by the id of a row, its first day or {@link #OFF}
     */
    Optional<RevocationRow> moved(Map<String, String> moved) {
        String day = moved.getOrDefault(id, from.toString());
        return day.equals(OFF)
                ? Optional.empty()
                : Optional.of(new RevocationRow(id, country, LocalDate.parse(day), revokesAll, source, url));
    }
}
