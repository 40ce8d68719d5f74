package consimt.business;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.relation.Channel;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
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
        @Nullable String url) {

    /** By which channel a message comes, as far as laws tell channels apart. */
    public enum MessageChannel {
        /** Any electronic message: of a messenger, by SMS, by e-mail. A row for a narrower channel goes before. */
        ELECTRONIC,
        EMAIL,
        VOICE;

        /** @param channel null for any: then the row for all electronic messages counts */
        static MessageChannel of(@Nullable Channel channel) {
            if (channel == null) {
                return ELECTRONIC;
            }
            return switch (channel) {
                case EMAIL -> EMAIL;
                case VOICE -> VOICE;
                case WHATSAPP, SMS, RCS, PUSH -> ELECTRONIC;
            };
        }
    }
}
