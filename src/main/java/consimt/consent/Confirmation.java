package consimt.consent;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.business.Business;
import consimt.permission.ContactPermissions;
import consimt.record.RelationView;
import consimt.record.RelationView.RemovalView;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standing.Marketing;
import consimt.relation.Standings.Stands;
import consimt.words.Words;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to show the person after an opt-out or an opt-in, in their language.
 *
 * @param alone the same text as if the person had no other wishes
 * @param askReason the question for the reason; null if the person gave one, and after an opt-in
 * @param optBackIn the offer to opt in again, after an opt-out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Confirmation(
        String text,
        @JsonIgnore String alone,
        @Nullable AskReason askReason,
        @Nullable OptBackIn optBackIn) {

    /** @param mayDecline always true: nobody has to give a reason */
    public record AskReason(String text, List<Option> options, boolean mayDecline) {}

    public record Option(String code, String label) {}

    public record OptBackIn(String text) {}

    /** The same for a caller who may learn nothing of the person's other wishes. */
    Confirmation ofItAlone() {
        return new Confirmation(alone, alone, askReason, optBackIn);
    }

    /**
     * Whether the business is told, what still comes, at which ids an opt-out holds, the question for the reason, and the
     * way back.
     *
     * @param asksWhy whether the question is asked: the person gave no reason, and disowned no claim
     */
    static Confirmation ofOptOut(
            String text,
            String alone,
            String stillComes,
            Standing standing,
            boolean asksWhy,
            Business business,
            Words words) {
        String told = business.hearsOfOptOuts() ? " " + words.say("optOut.told") : "";
        String holds = " " + words.optOutHolds(!standing.allIds().isEmpty());
        AskReason why =
                asksWhy ? new AskReason(words.say("optOut.askReason"), WhyNot.offered(business, words), true) : null;
        return new Confirmation(
                text + told + stillComes + holds,
                alone + told + holds,
                why,
                new OptBackIn(words.say("optOut.optBackIn")));
    }

    /**
     * The confirmation of the last opt-out in force, as things stand now; null if none is in force. A person who stopped
     * the marketing in another way, or comes back later, sees the same.
     */
    public static @Nullable Confirmation ofStanding(
            Stands stands,
            RelationView view,
            ContactPermissions permissions,
            Business business,
            @Nullable Locale locale) {
        Standing standing = stands.standing();
        return standing.marketingByScope().entrySet().stream()
                .filter(wish -> wish.getValue() == Marketing.OPTED_OUT)
                .map(Map.Entry::getKey)
                .max(Comparator.comparing((Scope scope) -> Objects.requireNonNull(standing.optOutFrom(scope)))
                        .thenComparing(Scope::isAll))
                .map(scope -> {
                    Words words = Words.of(business, locale);
                    RemovalView removal = view.removalFor(scope);
                    LocalDate stopsBy = removal == null ? null : removal.stopsBy();
                    String text = words.optOutConfirmation(scope, stopsBy);
                    String still =
                            new StillComes(permissions).after(scope, stands.relation(), standing, business, words);
                    return ofOptOut(text, text, still, standing, true, business, words);
                })
                .orElse(null);
    }
}
