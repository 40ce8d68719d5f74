package consimt.consent;

import consimt.answer.Answer;
import consimt.answer.Answer.WithNotes;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.AskedScope;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.ProtectiveInput;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.OptOut;
import consimt.record.ClaimForm;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.RelationView;
import consimt.record.Statement;
import consimt.record.ToldIds;
import consimt.refusal.PossibleRefusal;
import consimt.refusal.RefusalClassifier;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.MessageCategory;
import consimt.relation.Scope;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records what a person decides about a business. A decision costs two calls of the store and up to four write units; a
 * report also opens a review ({@code docs/costs.md}). For {@code MESSAGE_SENT} the standing is read first: if the
 * person agreed before, the message changes nothing and is not recorded.
 *
 * <p>A business may tell that one of its people agreed to the conversation, which is a claim, and nothing else.
 *
 * <p>The words of a message are judged. An opt-out word is an opt-out. Neither it nor what may be a refusal is agreement.
 * What is in an unknown script is neither, and is not recorded.
 */
@Singleton
public record DecideConsent(
        ProtectiveInput protective, Recorder recorder, ToldIds toldIds, BusinessSettings settings, Clock clock)
        implements Guarded {

    @Funq("decide-consent")
    public Answer decideConsent(Input input) {
        return guarded(() -> decide(input));
    }

    private Answer decide(Input input) {
        Input asked = served(input);
        Instant now = clock.instant();
        Business business = withWords(asked);
        Judgement judged = business == null ? null : judged(asked, RefusalClassifier.of(business));
        Judgement message = judged == null ? ofNoBusiness(asked) : judged;
        List<Problem> unknown = new ArrayList<>();
        Function<Fields, @Nullable Asked> reading = in -> {
            var told = ToldIds.from(in);
            Statement decided = DecisionForm.from(in, message, scope -> known(scope, business, unknown), now);
            return decided == null ? null : new Asked(decided, told);
        };
        return Decision.isProtective(asked.text(DecisionForm.DECISION)) || message.mayRefuse()
                ? protective.answer(
                        asked,
                        reading,
                        (decided, notes) -> record(
                                decided,
                                judged,
                                Stream.concat(notes.stream(), unknown.stream()).toList()))
                : asked.answer(
                        reading,
                        decided -> decided.statement.what() instanceof Claim
                                ? claim(decided)
                                : record(decided, judged, List.of()));
    }

    /** A business only claims an agreement, which a limited token of it may not. */
    private static Input served(Input input) {
        return input.caller().isBusiness() && input.text(DecisionForm.DECISION).equals(Decision.CONTINUE.name())
                ? input.servingAlso(AccessType.RECORDS, Caller.Kind.BUSINESS)
                : input.servingAlso(AccessType.REFUSES, Caller.Kind.PERSON);
    }

    /** @param alsoKnownAs other ids of the person */
    private record Asked(Statement statement, List<UserId> alsoKnownAs) {}

    private Answer claim(Asked claim) {
        if (!settings.acceptsClaims()) {
            return ClaimForm.refused();
        }
        return toldIds.record(claim.statement, claim.alsoKnownAs)
                .answer(recorded -> Decided.of(recorded, null, List.of()));
    }

    private static Judgement judged(Input asked, RefusalClassifier judge) {
        String subject = asked.text(DecisionForm.SUBJECT);
        String text = asked.text(DecisionForm.TEXT);
        return answersNoMarketing(asked) ? judge.ofAnswer(subject, text) : judge.ofText(subject, text);
    }

    /** Whether the operator says so. A business would say it of its own marketing. */
    private static boolean answersNoMarketing(Input asked) {
        String category = asked.text(DecisionForm.ANSWERED);
        return asked.caller().kind() == Caller.Kind.OPERATOR
                && Stream.of(MessageCategory.values())
                        .anyMatch(each -> !each.isMarketing() && each.name().equals(category));
    }

    /** @param unknown receives the problems of what the business does not have */
    private static Scope known(AskedScope scope, @Nullable Business business, List<Problem> unknown) {
        if (business == null) {
            return Scope.ALL;
        }
        unknown.addAll(scope.unknownTo(business));
        return scope.of(business);
    }

    /** The business with the words that count now, if the input is a message with words; else null. */
    private @Nullable Business withWords(Input asked) {
        String text = asked.text(DecisionForm.SUBJECT) + asked.text(DecisionForm.TEXT);
        BusinessId businessId = BusinessId.orNull(asked.text("businessId"));
        return isMessage(asked) && !text.isBlank() && businessId != null && asked.isAllowed()
                ? settings.fresh(businessId)
                : null;
    }

    /**
     * What a message says that cannot be recorded: the business cannot be read, or the caller may not. A refusal among these
     * counts as turned away.
     */
    private static Judgement ofNoBusiness(Input asked) {
        return isMessage(asked)
                        && PossibleRefusal.isOne(asked.text(DecisionForm.SUBJECT), asked.text(DecisionForm.TEXT))
                ? Judgement.SUSPECTED_REFUSAL
                : Judgement.TALK;
    }

    private static boolean isMessage(Input asked) {
        return asked.text(DecisionForm.DECISION).equals(Decision.MESSAGE_SENT.name());
    }

    private Answer record(Asked decided, @Nullable Judgement judged, List<Problem> notes) {
        Recorded outcome = judged == Judgement.UNKNOWN_SCRIPT
                ? recorder.answerOnly(decided.statement)
                : toldIds.record(decided.statement, decided.alsoKnownAs, each -> recorded(each, notes));
        return outcome.answer(recorded -> Decided.of(recorded, judged, notes));
    }

    /**
     * An opt-out word by a channel that cannot be told may have come by one whose carriers stop everything after it. So
     * it stops everything by each of these.
     */
    private Recorded recorded(Statement statement, List<Problem> notes) {
        Recorded recorded = recorder.record(statement);
        if (statement.what() instanceof OptOut optOut
                && optOut.scope().channel() == null
                && notes.stream().anyMatch(DecideConsent::hidesTheChannel)) {
            for (Channel channel : Channel.values()) {
                if (channel.isStoppedByCarriers()) {
                    Scope narrowed = optOut.scope().with(Scope.of(channel));
                    recorded = recorded.followedBy(recorder.record(statement.stoppingAllBy(narrowed)));
                }
            }
        }
        return recorded;
    }

    private static boolean hidesTheChannel(Problem note) {
        String field = note.field();
        return field.equals(AskedScope.FIELD)
                || field.startsWith(AskedScope.FIELD + ".") && !field.equals(AskedScope.FIELD + ".topic");
    }

    /**
     * @param entryId the decision's ledger entry; for a message that changed nothing, the entry of the earlier message; for one in an unknown script, the request's id, which has no entry
     * @param judged what a message says; null if it has no words
     * @param relation null for a caller who may only check
     * @param notes the problems of a block or a report that was recorded all the same
     */
    public record Decided(
            Outcome outcome,
            EntryId entryId,
            @Nullable Judgement judged,
            @Nullable RelationView relation,
            @Nullable List<Problem> notes)
            implements WithNotes {

        private static Decided of(Recorded recorded, @Nullable Judgement judged, List<Problem> notes) {
            List<Problem> all =
                    Stream.concat(notes.stream(), recorded.notes().stream()).toList();
            return new Decided(
                    recorded.outcome(), recorded.entry().entry(), judged, recorded.view(), WithNotes.shown(all));
        }

        @Override
        public Answer shownTo(Caller caller) {
            return relation == null || caller.mayOnlyCheck()
                    ? new Decided(outcome, entryId, judged, null, Recorded.onInput(notes))
                    : new Decided(outcome, entryId, judged, relation.shownTo(caller), notes);
        }
    }
}
