package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Caller;
import consimt.form.Fields;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.relation.Channel;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who told something, on whose call, and by which channel.
 *
 * @param actor {@link #PERSON}, {@link #BUSINESS}, {@link #SYSTEM}, {@link #OPERATOR}, or the name of somebody who
 *     worked on a follow-up, configured a business or wrote down an opt-out. Callers give this name
 * @param calledBy null if it is not shown, or if only newer code can read it
 * @param signer who vouches for it, if a webhook told it; null if it came by the operator's functions
 * @param importedFrom the list in which it stood, as the caller calls it; null if it stood in none
 * @param isTold whether a business gets the notices that follow
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        String actor,
        @Nullable CalledBy calledBy,
        @Nullable String channel,
        @Nullable Signer signer,
        @Nullable String importedFrom,
        @JsonIgnore boolean isTold) {

    public static final String PERSON = "PERSON";
    public static final String BUSINESS = "BUSINESS";
    public static final String SYSTEM = "SYSTEM";
    public static final String OPERATOR = "OPERATOR";

    /** With the letter of Hangul that fills a place and cannot be seen. */
    private static final Pattern NO_LETTER = Pattern.compile("[\\P{L}\\u1160]+");

    private static final Set<String> PARTIES = Set.of(PERSON, BUSINESS, SYSTEM, OPERATOR);

    /** What is wrong with a name that is such a word. */
    public static final String NO_NAME = "must be a name: PERSON, BUSINESS, SYSTEM and OPERATOR are none";

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_CHANNEL = 32;

    /** Written by the service itself. */
    public static Source of(String actor) {
        return of(actor, CalledBy.SYSTEM);
    }

    public static Source of(String actor, CalledBy calledBy) {
        return new Source(actor, calledBy, null, null, null, true);
    }

    /** Told by the person, by this channel. */
    public static Source by(String channel) {
        return new Source(PERSON, CalledBy.SYSTEM, channel, null, null, true);
    }

    /** Reads {@code channel}. The caller is the actor; an operator speaks for the person. */
    public static Source from(Fields in) {
        return calling(in.caller(), in.optional("channel", Values.text(LONGEST_CHANNEL)), null, true);
    }

    /** @param list from which the caller imports it; null for none */
    public static Source calling(Caller caller, @Nullable String channel, @Nullable String list, boolean isTold) {
        return new Source(caller.isBusiness() ? BUSINESS : PERSON, CalledBy.of(caller), channel, null, list, isTold);
    }

    /** Reads the name of somebody who works. The words for the parties are no names: only the service gives them. */
    public static Reading<String> naming() {
        return (value, at) -> {
            String name = anyName().read(value, at);
            return name == null || !isParty(name) ? name : at.invalid(NO_NAME);
        };
    }

    /** The same, with a party's word. */
    public static Reading<String> anyName() {
        return Values.text(LONGEST_NAME);
    }

    /**
     * Whether somebody gave the word for a party in place of a name. By its letters alone: blanks, signs that cannot be
     * seen and letters in another shape make no other word.
     */
    public static boolean isParty(String name) {
        String letters = NO_LETTER
                .matcher(Normalizer.normalize(name, Normalizer.Form.NFKC))
                .replaceAll("");
        return PARTIES.contains(letters.toUpperCase(Locale.ROOT));
    }

    /** Whether the person said it to somebody who wrote it down, by name. */
    @JsonIgnore
    public boolean isWrittenDown() {
        return !isParty(actor);
    }

    /** Whether its channel is known to have none. */
    @JsonIgnore
    public boolean hasNoButtons() {
        return channel != null
                && Channel.of(channel).filter(each -> !each.hasButtons()).isPresent();
    }

    public Source as(String other) {
        return new Source(other, calledBy, channel, signer, importedFrom, isTold);
    }

    /** The same, and no business gets the notices that follow. */
    Source untold() {
        return new Source(actor, calledBy, channel, signer, importedFrom, false);
    }

    /** The actor, and nothing of how the word came. */
    Source actorAlone() {
        return new Source(actor, null, null, null, null, true);
    }

    /** The same, on this call. */
    public Source onCallOf(CalledBy caller) {
        return new Source(actor, caller, channel, signer, importedFrom, isTold);
    }

    /** The same, told by a webhook. */
    public Source signedBy(Signer vouching) {
        return new Source(actor, calledBy, channel, vouching, importedFrom, isTold);
    }

    @JsonIgnore
    public boolean isOnCallOfBusiness() {
        return calledBy != null && calledBy.kind() == CalledBy.Kind.BUSINESS;
    }

    /** Whether the business alone vouches for it. */
    @JsonIgnore
    public boolean isUnverified() {
        return signer == Signer.BUSINESS;
    }

    /**
     * The source of a stored entry. Without an actor it is {@link #SYSTEM}. An unknown signer counts as the business,
     * whose word is believed least.
     */
    public static Source of(Parts parts) {
        String actor = parts.get(Part.ACTOR);
        String signer = parts.get(Part.SIGNER);
        String list = parts.get(Part.IMPORTED_FROM);
        return new Source(
                actor == null ? SYSTEM : actor,
                parts.ifReadable(Part.CALLED_BY, CalledBy::read),
                parts.get(Part.CHANNEL),
                signer == null ? null : signer.equals(Signer.OPERATOR.name()) ? Signer.OPERATOR : Signer.BUSINESS,
                list,
                list == null || parts.get(Part.UNTOLD) == null);
    }

    Parts parts() {
        return Parts.NONE
                .with(Part.ACTOR, actor)
                .with(Part.CALLED_BY, calledBy == null ? null : calledBy.text())
                .with(Part.CHANNEL, channel)
                .with(Part.SIGNER, signer)
                .with(Part.IMPORTED_FROM, importedFrom)
                .with(Part.UNTOLD, isTold ? null : true);
    }

    /** Who vouches for what a webhook told. */
    public enum Signer {
        /** It is signed with the operator's secret, or came by a topic to which only the operator's account can publish. */
        OPERATOR,
        /** It is signed with a secret that the business holds. The business can sign anything. */
        BUSINESS
    }
}
