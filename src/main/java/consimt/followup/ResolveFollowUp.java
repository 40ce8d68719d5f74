package consimt.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Answer;
import consimt.answer.Answer.WithNotes;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.followup.Action.Effect;
import consimt.followup.FollowUps.Tries;
import consimt.followup.FollowUps.WorkChange;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent.FollowUpStep;
import consimt.ledger.Source;
import consimt.ledger.WorkState.Kind;
import consimt.ledger.WorkState.Message;
import consimt.ledger.WorkState.State;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import consimt.relation.Held;
import consimt.runtime.Setting;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What people do with work: claim, release, complete or skip, up to 100 at once with an answer for each. A step is one
 * transaction: the follow-up, its ledger entry, the counts, and what the person sees.
 *
 * <p>What follows from a step is in {@link Decisions}. To skip messages that may be refusals, the request names the
 * messages. Work with further messages stays open.
 *
 * @param claimLasts how long a claim keeps others away
 */
@Singleton
public record ResolveFollowUp(FollowUps followUps, Decisions decisions, Clock clock, Duration claimLasts)
        implements Guarded {

    private static final int MOST = 100;
    private static final int LONGEST_TEXT = 1000;

    /** To close what is about messages takes three times what other work takes under the business's one key. */
    public static final int MOST_WITH_MESSAGES = 12;

    private static final String TOO_MANY =
            "has messages: one call closes " + MOST_WITH_MESSAGES + " pieces that have any";

    private static final String ACTOR = "actor";
    private static final String ASSIGNEE = "assignee";
    private static final String MESSAGES = "messages";

    /** All messages of as much work as one call can name. */
    private static final int MOST_MESSAGES = MOST * Held.MOST;

    @Inject
    ResolveFollowUp(FollowUps followUps, Decisions decisions, Clock clock) {
        this(followUps, decisions, clock, Setting.of("consimt.follow-up.claim-lasts", Duration.class));
    }

    @Funq("resolve-follow-up")
    public Answer resolveFollowUp(Input input) {
        return guarded(
                () -> input.servingAlso(AccessType.WORKS, Caller.Kind.BUSINESS).answer(Asked::from, this::resolve));
    }

    private Resolved resolve(Asked asked) {
        Map<FollowUpId, FollowUp> found = followUps.find(asked.businessId, asked.followUpIds);
        List<ResolvedFollowUp> results = new ArrayList<>();
        int withMessages = 0;
        for (int i = 0; i < asked.followUpIds.size(); i++) {
            FollowUp followUp = found.get(asked.followUpIds.get(i));
            if (followUp == null || followUp.state() == State.PENDING) {
                results.add(ResolvedFollowUp.unknown(asked.followUpIds.get(i), i));
                continue;
            }
            withMessages += asked.action.isClosing() && !followUp.messages().isEmpty() ? 1 : 0;
            results.add(
                    withMessages > MOST_WITH_MESSAGES
                            ? ResolvedFollowUp.rejected(
                                    followUp, problemAt(i, Problem.Code.TOO_MANY, TOO_MANY), clock.instant())
                            : resolve(asked, followUp));
        }
        return new Resolved(results, asked.notes());
    }

    private static Problem problemAt(int index, Problem.Code code, String what) {
        String field = "followUpIds[" + index + "]";
        return new Problem(field, code, field + " " + what);
    }

    private ResolvedFollowUp resolve(Asked asked, FollowUp read) {
        Instant now = clock.instant();
        FollowUp followUp = read;
        Tries tries = new Tries();
        while (true) {
            tries.begin();
            Problem problem = asked.problem(followUp);
            if (problem != null) {
                return ResolvedFollowUp.rejected(followUp, problem, now);
            }
            Effect verdict = asked.on(followUp, read, now);
            if (verdict != Effect.CHANGES) {
                decisions.finish(asked.action, followUp, asked.source());
                return ResolvedFollowUp.of(
                        verdict == Effect.UNCHANGED ? Outcome.UNCHANGED : Outcome.CONFLICT, followUp, now);
            }
            Action step = asked.action;
            if (Decisions.appliesFirst(step, followUp)) {
                // Nobody may decide otherwise while the decision is being applied, so the work is claimed first.
                if (followUp.isClaimedAt(now)) {
                    decisions.apply(followUp, asked.caller);
                } else {
                    step = Action.CLAIM;
                }
            }
            Optional<FollowUp> after = followUps.step(followUp, asked.making(step, now, claimLasts));
            if (after.isPresent() && step == asked.action) {
                decisions.finish(step, after.get(), asked.source());
                return ResolvedFollowUp.of(Outcome.RECORDED, after.get(), now);
            }
            FollowUp current =
                    after.or(() -> followUps.find(asked.businessId, read.id())).orElse(null);
            if (current == null) {
                return ResolvedFollowUp.unknown(read.id(), asked.followUpIds.indexOf(read.id()));
            }
            followUp = current;
        }
    }

    public record Resolved(
            List<ResolvedFollowUp> results, @Nullable List<Problem> notes) implements WithNotes {

        @Override
        public Outcome outcome() {
            return Outcome.ofAll(results.stream().map(ResolvedFollowUp::outcome).toList());
        }
    }

    /** @param assignee who has it, or had it when it was closed */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResolvedFollowUp(
            FollowUpId followUpId,
            Outcome outcome,
            @Nullable State state,
            @Nullable String assignee,
            @Nullable List<Problem> errors) {

        private static ResolvedFollowUp of(Outcome outcome, FollowUp followUp, Instant now) {
            State state = followUp.stateAt(now);
            return new ResolvedFollowUp(
                    followUp.id(), outcome, state, state == State.OPEN ? null : followUp.assignee(), null);
        }

        private static ResolvedFollowUp unknown(FollowUpId id, int index) {
            Problem problem = problemAt(index, Problem.Code.NOT_FOUND, "is no follow-up of this business");
            return new ResolvedFollowUp(id, Outcome.REJECTED, null, null, List.of(problem));
        }

        private static ResolvedFollowUp rejected(FollowUp followUp, Problem problem, Instant now) {
            return new ResolvedFollowUp(followUp.id(), Outcome.REJECTED, followUp.stateAt(now), null, List.of(problem));
        }
    }

    /**
     * @param name who does it; null if the call gave a word that is no name, where the call may be a refusal
     * @param assignee the colleague to whom claimed work goes; null if the actor has it
     */
    private record Asked(
            BusinessId businessId,
            List<FollowUpId> followUpIds,
            Action action,
            @Nullable String name,
            @Nullable String assignee,
            @Nullable String note,
            @Nullable String evidence,
            @Nullable Set<EntryId> messages,
            CalledBy caller) {

        private static @Nullable Asked from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var followUpIds = in.required("followUpIds", Values.listOfDifferent(FollowUpId.reading(), MOST));
            var action = in.required("action", Values.oneOf(Action.class));
            var name = in.required(ACTOR, action == Action.COMPLETE ? Source.anyName() : Source.naming());
            var assignee = in.optional(ASSIGNEE, Source.naming());
            var note = action == Action.SKIP
                    ? in.required("note", Values.text(LONGEST_TEXT))
                    : in.optional("note", Values.text(LONGEST_TEXT));
            var evidence = in.optional("evidence", Values.text(LONGEST_TEXT));
            var messages = in.optional(MESSAGES, Values.listOfDifferent(EntryId.readingAnswered(), MOST_MESSAGES));
            in.goOnlyWith("action", Action.SKIP, action, MESSAGES);
            in.goOnlyWith("action", Action.CLAIM, action, ASSIGNEE);
            if (businessId == null || followUpIds == null || action == null || name == null) {
                return null;
            }
            return new Asked(
                    businessId,
                    followUpIds,
                    action,
                    Source.isParty(name) ? null : name,
                    assignee,
                    note,
                    evidence,
                    messages == null ? null : Set.copyOf(messages),
                    CalledBy.of(in.caller()));
        }

        /** Who does it: without a name, the caller. */
        private String actor() {
            return name == null ? caller.kind().name() : name;
        }

        /** Who has the work afterwards, or closed it. */
        private String holder() {
            return assignee == null ? actor() : assignee;
        }

        private Source source() {
            return Source.of(actor(), caller);
        }

        private @Nullable List<Problem> notes() {
            return name == null
                    ? List.of(new Problem(ACTOR, Problem.Code.INVALID, ACTOR + " " + Source.NO_NAME))
                    : null;
        }

        /**
         * @param read the state at the beginning of the call: a report or a message that came since is not closed with
         *     those that were seen
         */
        private Effect on(FollowUp followUp, FollowUp read, Instant now) {
            Effect verdict = action.on(followUp, actor(), holder(), now);
            if (verdict == Effect.CHANGES && clears(followUp)) {
                return followUp.uncleared().stream().anyMatch(this::isNamed) ? verdict : Effect.UNCHANGED;
            }
            boolean isUnseen = followUp.additions() > read.additions();
            return verdict == Effect.CHANGES && action.isClosing() && isUnseen ? Effect.CONFLICT : verdict;
        }

        private boolean clears(FollowUp followUp) {
            return action == Action.SKIP && followUp.kind() == Kind.SUSPECTED_REFUSAL;
        }

        private boolean isNamed(Message message) {
            return messages != null && messages.contains(message.id());
        }

        private @Nullable Problem problem(FollowUp followUp) {
            int index = followUpIds.indexOf(followUp.id());
            if (!clears(followUp) || followUp.messages().stream().anyMatch(this::isNamed)) {
                return null;
            }
            String field = "followUpIds[" + index + "]";
            return messages == null
                    ? new Problem(
                            MESSAGES,
                            Problem.Code.REQUIRED,
                            MESSAGES + " is required to skip " + field + ": name the messages that were read")
                    : new Problem(MESSAGES, Problem.Code.NOT_FOUND, MESSAGES + " names no message of " + field);
        }

        private Function<FollowUp, WorkChange> making(Action step, Instant now, Duration claimLasts) {
            return from -> {
                FollowUp after = done(step, from, now, claimLasts);
                return new WorkChange(from, after, entry(step, after, now));
            };
        }

        private FollowUp done(Action step, FollowUp followUp, Instant now, Duration claimLasts) {
            if (step != Action.SKIP || !clears(followUp)) {
                return step.done(followUp, holder(), now, claimLasts);
            }
            FollowUp cleared = followUp.clearing(messages == null ? Set.of() : messages);
            return cleared.uncleared().isEmpty()
                    ? step.done(cleared, holder(), now, claimLasts)
                    : cleared.lookedAtAgain(cleared.work().remindAt());
        }

        /** The step's entry: its note and evidence are what the caller wrote. */
        private Entry entry(Action step, FollowUp after, Instant now) {
            return new Entry(
                    EntryId.ofStep(after.id(), after.version()),
                    now,
                    now,
                    source(),
                    null,
                    new FollowUpStep(
                            step.name(), after.id(), step == action ? note : null, step == action ? evidence : null));
        }
    }
}
