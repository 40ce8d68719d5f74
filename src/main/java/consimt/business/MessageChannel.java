package consimt.business;

import consimt.relation.Channel;
import org.jspecify.annotations.Nullable;

/** By which channel a message comes, as far as laws tell channels apart. */
public enum MessageChannel {
    /** Any electronic message: of a messenger, by SMS, by e-mail. A row for a narrower channel goes before. */
    ELECTRONIC,
    EMAIL,
    /** Calls. */
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
