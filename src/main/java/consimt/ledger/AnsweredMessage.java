package consimt.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The marketing message that made a person opt out, as far as the caller said.
 *
 * @param campaign the business's own word for the messages of one occasion
 * @param sentAt when the message was sent, to the millisecond
 */
public record AnsweredMessage(
        @Nullable String campaign, @Nullable Instant sentAt) {

    public static final AnsweredMessage NONE = new AnsweredMessage(null, null);

    static AnsweredMessage of(Parts parts) {
        return new AnsweredMessage(parts.get(Part.CAMPAIGN), parts.ifReadable(Part.MESSAGE_SENT_AT, Instant::parse));
    }

    Parts parts() {
        return Parts.NONE.with(Part.CAMPAIGN, campaign).with(Part.MESSAGE_SENT_AT, sentAt);
    }

    List<@Nullable String> said() {
        List<@Nullable String> said = new ArrayList<>();
        if (!equals(NONE)) {
            said.add(campaign);
            said.add(sentAt == null ? null : sentAt.toString());
        }
        return said;
    }

    /** Without the campaign, which is the caller's text. */
    @Override
    public String toString() {
        return "AnsweredMessage[" + sentAt + "]";
    }
}
