package consimt.business;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whether, by the law of a country, an opt-out in one scope counts for all marketing of the business.
 *
 * @param country ISO 3166-1 alpha-2
 * @param from the first day on which the row applies
 * @param revokesAll false in a row that ends an earlier one
 * @param source the legal instrument and its article
 * @param url the official text; null if the source names it well enough
 */
record RevocationRow(
        String country,
        LocalDate from,
        boolean revokesAll,
        String source,
        @Nullable String url) {}
