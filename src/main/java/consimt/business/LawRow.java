package consimt.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the law of a country asks for before marketing by a channel.
 *
 * @param country ISO 3166-1 alpha-2
 * @param from the first day on which the row applies
 * @param basis the weakest that is lawful
 * @param source the legal instrument and its article
 * @param url the official text; null if the source names it well enough
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LawRow(
        String country,
        MessageChannel channel,
        LocalDate from,
        MarketingBasis basis,
        String source,
        @Nullable String url) {}
