package consimt.ledger;

import consimt.form.Fields;
import consimt.form.Values;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who told something, and by which channel.
 *
 * @param actor {@link #PERSON}, {@link #BUSINESS}, {@link #SYSTEM}, {@link #OPERATOR}, or the name of somebody who
 *     worked on a follow-up or configured a business
 * @param signer who vouches for it, if a webhook told it; null if it came by the operator's functions
 */
public record Source(
        String actor, @Nullable String channel, @Nullable Signer signer) {

    public static final String PERSON = "PERSON";
    public static final String BUSINESS = "BUSINESS";
    public static final String SYSTEM = "SYSTEM";
    public static final String OPERATOR = "OPERATOR";

    private static final int LONGEST_CHANNEL = 32;

    public static Source of(String actor) {
        return new Source(actor, null, null);
    }

    /** Told by the person, by this channel. */
    public static Source by(String channel) {
        return new Source(PERSON, channel, null);
    }

    /** Reads {@code channel}. The caller is the actor; an operator speaks for the person. */
    public static Supplier<Source> from(Fields in) {
        var channel = in.optional("channel", Values.text(LONGEST_CHANNEL));
        return () -> new Source(in.caller().isBusiness() ? BUSINESS : PERSON, channel.orNull(), null);
    }

    /** The same channel, with another actor. */
    public Source as(String other) {
        return new Source(other, channel, signer);
    }

    /** The same, told by a webhook. */
    public Source signedBy(Signer vouching) {
        return new Source(actor, channel, vouching);
    }

    /** Whether the business alone vouches for it. */
    public boolean isTold() {
        return signer == Signer.BUSINESS;
    }

    /**
     * The source of a stored entry. Without an actor it is {@link #SYSTEM}. An unknown signer counts as the business,
     * whose word is believed least.
     */
    static Source of(Parts parts) {
        String actor = parts.get(Part.ACTOR);
        String signer = parts.get(Part.SIGNER);
        return new Source(
                actor == null ? SYSTEM : actor,
                parts.get(Part.CHANNEL),
                signer == null ? null : signer.equals(Signer.OPERATOR.name()) ? Signer.OPERATOR : Signer.BUSINESS);
    }

    /**
     * All parts beside the actor, the channel and the signer, by name: a part of what the caller said. The signer is
     * left out, so that one update is one entry, whoever signed it first.
     */
    public List<String> said() {
        return new TreeMap<>(parts().texts())
                .entrySet().stream()
                        .filter(part -> !part.getKey().equals(Part.ACTOR.word()))
                        .filter(part -> !part.getKey().equals(Part.CHANNEL.word()))
                        .filter(part -> !part.getKey().equals(Part.SIGNER.word()))
                        .flatMap(part -> Stream.of(part.getKey(), part.getValue()))
                        .toList();
    }

    Parts parts() {
        return Parts.NONE.with(Part.ACTOR, actor).with(Part.CHANNEL, channel).with(Part.SIGNER, signer);
    }
}
