package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import consimt.ledger.What.ConsentDecision;
import consimt.ledger.What.FollowUpReminder;
import consimt.ledger.What.FollowUpStep;
import consimt.ledger.What.IdentityChanged;
import consimt.ledger.What.LateMessage;
import consimt.ledger.What.OfWork;
import consimt.ledger.What.OptIn;
import consimt.ledger.What.OptOut;
import consimt.ledger.What.OptOutReason;
import consimt.relation.BusinessId;
import consimt.relation.Fact;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The closed list of what a business is told. No block, no report and no review of one is in it. */
public enum ChangeType {
    OPTED_OUT("consimt.marketing.opted_out"),
    OPTED_IN("consimt.marketing.opted_in"),
    /** Or that the person was asked and gave no reason. */
    REASON_GIVEN("consimt.marketing.reason_given"),
    ACCEPTED("consimt.conversation.accepted"),
    FOLLOW_UP_OPENED("consimt.follow_up.opened"),
    FOLLOW_UP_REMINDED("consimt.follow_up.reminded"),
    FOLLOW_UP_OVERDUE("consimt.follow_up.overdue"),
    FOLLOW_UP_CLOSED("consimt.follow_up.closed"),
    REFUSAL_SUSPECTED("consimt.refusal.suspected"),
    REFUSAL_HELD("consimt.refusal.held"),
    MESSAGE_LATE("consimt.message.late"),
    IDENTITY_CHANGED("consimt.identity.changed"),
    CONFIGURED("consimt.business.configured");

    private static final String OPEN = "OPEN";
    private static final String ADD_MESSAGE = "ADD_MESSAGE";
    private static final String PAST_DUE = "OVERDUE";
    private static final Set<String> CLOSED = Set.of("DONE", "SKIPPED", "WITHDRAWN");

    private final String word;

    ChangeType(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    /** What an entry of a business's ledgers is to this business; empty if the business is not told of it. */
    public static Optional<ChangeType> of(BusinessId businessId, Entry entry) {
        return Optional.ofNullable(typeOf(businessId, entry));
    }

    private static @Nullable ChangeType typeOf(BusinessId businessId, Entry entry) {
        if (entry.what() instanceof OptOut) {
            return OPTED_OUT;
        } else if (entry.what() instanceof OptIn) {
            return OPTED_IN;
        } else if (entry.what() instanceof OptOutReason) {
            return REASON_GIVEN;
        } else if (entry.what() instanceof ConsentDecision decision) {
            return isAgreement(decision.decision()) ? ACCEPTED : null;
        } else if (entry.what() instanceof OfWork work) {
            return businessId.equals(work.queueOf()) ? ofWork(work, entry.work()) : null;
        } else if (entry.what() instanceof Holding holding) {
            return ofHolding(holding.fact());
        } else if (entry.what() instanceof LateMessage) {
            return MESSAGE_LATE;
        } else if (entry.what() instanceof IdentityChanged) {
            return IDENTITY_CHANGED;
        }
        return isOfSettings(entry.what()) ? CONFIGURED : null;
    }

    /** Also of an entry without its settings, as a list of changes has it. */
    private static boolean isOfSettings(What what) {
        return what.kind().equals(What.Kind.SETTINGS.name());
    }

    /** An opt-in is agreement too, and is told as an opt-in. */
    private static boolean isAgreement(Fact.Kind decision) {
        return decision == Fact.Kind.CONTINUE || decision == Fact.Kind.MESSAGE_SENT;
    }

    private static @Nullable ChangeType ofWork(OfWork work, @Nullable WorkState after) {
        if (work instanceof FollowUpReminder reminder) {
            return reminder.why().equals(PAST_DUE) ? FOLLOW_UP_OVERDUE : FOLLOW_UP_REMINDED;
        }
        if (after != null && CLOSED.contains(after.state())) {
            return FOLLOW_UP_CLOSED;
        }
        return work instanceof FollowUpStep step && opens(step, after) ? FOLLOW_UP_OPENED : null;
    }

    /** The first message to decide about opens its work. */
    private static boolean opens(FollowUpStep step, @Nullable WorkState after) {
        return step.step().equals(OPEN)
                || step.step().equals(ADD_MESSAGE)
                        && after != null
                        && after.messages() != null
                        && after.messages().size() == 1;
    }

    private static @Nullable ChangeType ofHolding(Fact.Kind fact) {
        return switch (fact) {
            case REFUSAL_SUSPECTED -> REFUSAL_SUSPECTED;
            case HOLD -> REFUSAL_HELD;
            default -> null;
        };
    }
}
