package consimt.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.MarkKind;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standing.Marketing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person agreed to or refused, in the terms of the Data Privacy Vocabulary (DPV 2).
 *
 * @param scope which marketing; null for all of it, and for the conversation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConsentProcess(
        @JsonProperty("dpv:hasPurpose") String purpose,
        @Nullable Scope scope,
        @JsonProperty("dpv:hasConsentStatus") List<ConsentStatus> status) {

    private static final String GIVEN = "dpv:ConsentGiven";
    private static final String RENEWED = "dpv:RenewedConsentGiven";
    private static final String WITHDRAWN = "dpv:ConsentWithdrawn";
    private static final String REFUSED = "dpv:ConsentRefused";
    private static final String REQUESTED = "dpv:ConsentRequested";
    private static final String UNKNOWN = "dpv:ConsentUnknown";
    private static final String EXPRESSED = "dpv:ExpressedConsent";
    private static final String IMPLIED = "dpv:ImpliedConsent";

    /** The strongest first. An opt-in includes the agreement to the conversation. */
    private static final List<MarkKind> AGREEMENTS = List.of(MarkKind.EXPRESSED, MarkKind.OPTED_IN, MarkKind.IMPLIED);

    /**
     * @param type the state, and for an agreement how it was said
     * @param at null if nobody knows when
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ConsentStatus(
            @JsonProperty("@type") List<String> type,
            @JsonProperty("dpv:isIndicatedAtTime") @Nullable Instant at) {}

    /**
     * What one fact is; empty if it is neither a yes nor a no. A yes by the word of the business alone is of an unknown state.
     *
     * @param isUnverified whether the business alone vouches for it
     * @param followsConsent of a block: whether the person had agreed
     * @param followsOptOut of an opt-in: whether the person had opted out of the same or of a part of it
     */
    static Optional<ConsentProcess> of(
            Fact fact,
            Instant at,
            boolean isUnverified,
            BooleanSupplier followsConsent,
            BooleanSupplier followsOptOut) {
        return switch (fact.kind()) {
            case FIRST_CONTACT -> Optional.of(conversation(at, REQUESTED));
            case MESSAGE_SENT -> Optional.of(agreed(at, IMPLIED, isUnverified));
            case CONTINUE -> Optional.of(agreed(at, EXPRESSED, isUnverified));
            case BLOCK, REPORT_AND_BLOCK -> Optional.of(blocked(at, followsConsent.getAsBoolean()));
            case OPT_IN -> Optional.of(optedIn(fact.scope(), at, followsOptOut.getAsBoolean()));
            case OPT_IN_CLAIMED -> Optional.of(marketing(fact.scope(), at, UNKNOWN));
            case CONTINUE_CLAIMED, MESSAGE_CLAIMED -> Optional.of(conversation(at, UNKNOWN));
            default -> fact.kind().isOptOut() ? Optional.of(marketing(fact.scope(), at, WITHDRAWN)) : Optional.empty();
        };
    }

    /**
     * How the two stand. Claims are no part of it.
     *
     * @param since since when the conversation is as it is
     * @param isVouchedFor whether more than the word of the business is behind an agreement to the conversation
     */
    static List<ConsentProcess> of(Standing standing, @Nullable Instant since, Predicate<Mark> isVouchedFor) {
        List<ConsentProcess> all = new ArrayList<>();
        Instant block = standing.since(MarkKind.BLOCKED);
        if (standing.isBlocked() && block != null) {
            all.add(blocked(block, isAgreedBefore(standing, block, isVouchedFor)));
        } else {
            switch (standing.conversation()) {
                case NONE -> {}
                case CONTACTED -> all.add(conversation(since, REQUESTED));
                case ACCEPTED -> all.add(agreed(standing, since, isVouchedFor));
            }
        }
        standing.marketingByScope().forEach((scope, wish) -> {
            Instant at = standing.since(scope, wish);
            all.add(
                    wish == Marketing.OPTED_OUT
                            ? marketing(scope, at, WITHDRAWN)
                            : optedIn(scope, at, at != null && isStoppedBefore(standing, scope, at)));
        });
        return all;
    }

    private static ConsentProcess agreed(Standing standing, @Nullable Instant since, Predicate<Mark> isVouchedFor) {
        for (MarkKind kind : AGREEMENTS) {
            Mark agreement = standing.mark(kind);
            if (agreement != null && isVouchedFor.test(agreement)) {
                return agreed(agreement.at(), kind == MarkKind.IMPLIED ? IMPLIED : EXPRESSED, false);
            }
        }
        return conversation(since, UNKNOWN);
    }

    static boolean isAgreedBefore(Standing standing, Instant at, Predicate<Mark> isVouchedFor) {
        return AGREEMENTS.stream()
                .flatMap(kind -> Stream.ofNullable(standing.mark(kind)))
                .anyMatch(agreed -> !agreed.at().isAfter(at) && isVouchedFor.test(agreed));
    }

    private static boolean isStoppedBefore(Standing standing, Scope asked, Instant at) {
        return standing.marks().marks().entrySet().stream()
                .anyMatch(each -> each.getKey().kind() == MarkKind.OPTED_OUT
                        && asked.covers(each.getKey().scope())
                        && each.getValue().at().isBefore(at));
    }

    private static ConsentProcess blocked(Instant at, boolean isAgreed) {
        return conversation(at, isAgreed ? WITHDRAWN : REFUSED);
    }

    private static ConsentProcess agreed(Instant at, String how, boolean isUnverified) {
        return isUnverified ? conversation(at, UNKNOWN) : conversation(at, GIVEN, how);
    }

    private static ConsentProcess optedIn(Scope scope, @Nullable Instant at, boolean isRenewed) {
        return marketing(scope, at, isRenewed ? RENEWED : GIVEN, EXPRESSED);
    }

    private static ConsentProcess conversation(@Nullable Instant at, String... type) {
        return new ConsentProcess("dpv:CommunicationManagement", null, List.of(new ConsentStatus(List.of(type), at)));
    }

    private static ConsentProcess marketing(Scope scope, @Nullable Instant at, String... type) {
        return new ConsentProcess(
                "dpv:DirectMarketing", scope.isAll() ? null : scope, List.of(new ConsentStatus(List.of(type), at)));
    }
}
