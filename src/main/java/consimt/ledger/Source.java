package consimt.ledger;

import consimt.function.Fields;
import consimt.function.Values;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * By whom, and by which way, something was told.
 *
 * @param actor {@link #PERSON}, {@link #BUSINESS}, {@link #SYSTEM}, or the name of somebody who worked on a follow-up
 */
public record Source(String actor, @Nullable String channel) {

    public static final String PERSON = "PERSON";
    public static final String BUSINESS = "BUSINESS";
    public static final String SYSTEM = "SYSTEM";

    private static final int LONGEST_CHANNEL = 32;

    public static Source of(String actor) {
        return new Source(actor, null);
    }

    /** Told by the person, by the way of this name. */
    public static Source by(String channel) {
        return new Source(PERSON, channel);
    }

    /** Reads {@code channel}. The caller is the actor; an operator speaks for the person. */
    public static Supplier<Source> from(Fields in) {
        var channel = in.optional("channel", Values.text(LONGEST_CHANNEL));
        return () -> new Source(in.caller().isBusiness() ? BUSINESS : PERSON, channel.orNull());
    }

    /** The same way, used by somebody else. */
    public Source as(String other) {
        return new Source(other, channel);
    }

    static Source of(Parts parts) {
        return new Source(parts.required(Part.ACTOR), parts.get(Part.CHANNEL));
    }

    Parts parts() {
        return Parts.NONE.with(Part.ACTOR, actor).with(Part.CHANNEL, channel);
    }
}
