package consimt.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import consimt.access.Link.Purpose;
import consimt.web.FormField;
import consimt.web.HttpCall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param linkId revokes the link
 * @param token the link itself; everybody who has it can use it
 * @param unsubscribe for a link to unsubscribe, the address and the headers for a mail
 * @param page for another link, the page that it opens; null if no address of pages is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MadeLink(
        String linkId,
        String token,
        Instant expiresAt,
        @Nullable UnsubscribeAddress unsubscribe,
        @Nullable PageAddress page) {

    static MadeLink of(Link link, String token, @Nullable String url) {
        boolean unsubscribes = link.purpose() == Purpose.UNSUBSCRIBE;
        return new MadeLink(
                link.id(),
                token,
                link.expiresAt(),
                url != null && unsubscribes ? UnsubscribeAddress.of(url) : null,
                url != null && !unsubscribes ? new PageAddress(url) : null);
    }

    /** @param url of a page for the person alone */
    public record PageAddress(String url) {}

    /**
     * @param url the address, which a person can open too
     * @param headers of the mail; if its signature (DKIM) does not cover both, mail programs do not offer the button
     */
    public record UnsubscribeAddress(String url, MailHeaders headers) {

        private static UnsubscribeAddress of(String url) {
            return new UnsubscribeAddress(url, new MailHeaders("<" + url + ">", OneClick.FIELD + "=" + OneClick.VALUE));
        }
    }

    /** RFC 8058, section 3.1. */
    public record MailHeaders(
            @JsonProperty("List-Unsubscribe") String address,
            @JsonProperty("List-Unsubscribe-Post") String oneClick) {}

    /** The one field that a mail program posts to unsubscribe (RFC 8058, section 3.2), in either encoding of a form. */
    public static final class OneClick {

        public static final String FIELD = "List-Unsubscribe";
        public static final String VALUE = "One-Click";

        private static final FormField IN_FORM = new FormField(FIELD);

        private OneClick() {}

        /** Whether the body has the field, its value in any case. Lines after the value do not matter. */
        public static boolean isIn(HttpCall call) {
            return IN_FORM.valuesIn(call).stream()
                    .anyMatch(value -> value.lines()
                            .findFirst()
                            .filter(line -> VALUE.equalsIgnoreCase(line.strip()))
                            .isPresent());
        }
    }
}
