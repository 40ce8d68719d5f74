package consimt.ledger;

import consimt.function.Fields;
import consimt.function.Values;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

    /** What names no actor came from none that is known here. */
    static Source of(Parts parts) {
        String actor = parts.get(Part.ACTOR);
        return new Source(actor == null ? SYSTEM : actor, parts.get(Part.CHANNEL));
    }

    /** All that it says beside the actor and the channel, by name: a part of what the caller said. */
    public List<String> said() {
        return new TreeMap<>(parts().texts())
                .entrySet().stream()
                        .filter(part -> !part.getKey().equals(Part.ACTOR.word()))
                        .filter(part -> !part.getKey().equals(Part.CHANNEL.word()))
                        .flatMap(part -> Stream.of(part.getKey(), part.getValue()))
                        .toList();
    }

    Parts parts() {
        return Parts.NONE.with(Part.ACTOR, actor).with(Part.CHANNEL, channel);
    }
}
