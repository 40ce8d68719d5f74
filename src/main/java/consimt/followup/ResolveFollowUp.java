package consimt.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.followup.Action.Effect;
import consimt.followup.FollowUp.State;
import consimt.followup.FollowUpWork.Steps;
import consimt.followup.FollowUps.Stored;
import consimt.followup.FollowUps.WorkChange;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Values;
import consimt.ledger.Entry;
import consimt.ledger.What.FollowUpStep;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.FollowUpId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What people do with work: claim, release, complete or skip, up to 100 at once with an answer for each. A step is one
 * transaction: the follow-up, its ledger entry, the counts, and what the person sees.
 *
 * <p>To complete a held opt-out, the opt-out is applied first, and the step is stored after it. To skip one, the step
 * is stored first, because until the hold ends marketing is refused. Only the operator may skip one: a business would
 * permit its own marketing. So a crash in between loses no refusal, and the same request finishes it. To complete work
 * about too many ids, which only the operator may do, the step is stored first too.
 */
@Guarded
@Singleton
public class ResolveFollowUp {

    private static final int MOST = 100;
    private static final int LONGEST_ACTOR = 100;
    private static final int LONGEST_TEXT = 1000;

    private final FollowUps followUps;
    private final HeldOptOuts heldOptOuts;
    private final TooManyIds tooManyIds;
    private final Clock clock;
    private final Duration claimLasts;

    /** @param claimLasts how long a claim keeps others away */
    public ResolveFollowUp(
            FollowUps followUps,
            HeldOptOuts heldOptOuts,
            TooManyIds tooManyIds,
            Clock clock,
            @ConfigProperty(name = "consimt.follow-up.claim-lasts", defaultValue = "PT4H") Duration claimLasts) {
        this.followUps = followUps;
        this.heldOptOuts = heldOptOuts;
        this.tooManyIds = tooManyIds;
        this.clock = clock;
        this.claimLasts = claimLasts;
    }

    @Funq("resolve-follow-up")
    public Answer resolveFollowUp(Input input) {
        return Input.orEmpty(input).servingAlso(Caller.Kind.BUSINESS).answer(Asked::from, this::resolve);
    }

    private Resolved resolve(Asked asked) {
        Map<FollowUpId, FollowUp> found = followUps.find(asked.businessId, asked.followUpIds);
        List<ResolvedFollowUp> results = new ArrayList<>();
        for (int i = 0; i < asked.followUpIds.size(); i++) {
            FollowUp followUp = found.get(asked.followUpIds.get(i));
            results.add(
                    followUp == null || followUp.state() == State.PENDING
                            ? ResolvedFollowUp.unknown(asked.followUpIds.get(i), i)
                            : resolve(asked, followUp));
        }
        return new Resolved(results);
    }

    private ResolvedFollowUp resolve(Asked asked, FollowUp read) {
        Instant now = clock.instant();
        FollowUp followUp = read;
        Steps steps = new Steps();
        while (true) {
            Effect verdict = asked.on(followUp, read, now);
            if (asked.permitsMarketing(followUp) && !asked.isByTheOperator) {
                return ResolvedFollowUp.notAllowed(followUp, asked.followUpIds.indexOf(followUp.id()), now);
            }
            if (verdict != Effect.CHANGES) {
                finish(asked, followUp);
                return ResolvedFollowUp.of(
                        verdict == Effect.UNCHANGED ? Outcome.UNCHANGED : Outcome.CONFLICT, followUp, now);
            }
            Action step = asked.action;
            if (asked.applies(followUp)) {
                // Nobody may drop an opt-out while it is being applied, so it is claimed first.
                if (followUp.isClaimedAt(now)) {
                    heldOptOuts.apply(held(followUp));
                } else {
                    step = Action.CLAIM;
                }
            }
            FollowUp after = step.done(steps.next(followUp), asked.actor, now, claimLasts);
            Stored stored = followUps.store(new WorkChange(followUp, after, asked.entry(step, after, now)));
            if (stored != Stored.STORED) {
                followUp = steps.wasTaken(stored)
                        ? followUp
                        : followUps.find(asked.businessId, read.id()).orElse(followUp);
            } else if (step == asked.action) {
                finish(asked, after);
                return ResolvedFollowUp.of(Outcome.RECORDED, after, now);
            } else {
                followUp = after;
            }
        }
    }

    /** The consequences of a stored step. */
    private void finish(Asked asked, FollowUp followUp) {
        if (asked.drops(followUp) && followUp.state() == State.SKIPPED) {
            heldOptOuts.drop(held(followUp), asked.actor);
        }
        if (asked.releases(followUp) && followUp.state() == State.DONE) {
            tooManyIds.release(followUp, asked.actor);
        }
    }

    private static HeldOptOut held(FollowUp followUp) {
        return new HeldOptOut(followUp.relation(), followUp.cause(), followUp.openedAt());
    }

    @JsonPropertyOrder("outcome")
    public record Resolved(List<ResolvedFollowUp> results) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.ofAll(results.stream().map(ResolvedFollowUp::outcome).toList());
        }
    }

    /**
     * The answer about one follow-up.
     *
     * @param state after the call
     * @param assignee who has it, or had it when it was closed
     */
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
            String field = "followUpIds[" + index + "]";
            return new ResolvedFollowUp(
                    id,
                    Outcome.REJECTED,
                    null,
                    null,
                    List.of(new Problem(field, Problem.Code.NOT_FOUND, field + " is no follow-up of this business")));
        }

        private static ResolvedFollowUp notAllowed(FollowUp followUp, int index, Instant now) {
            String field = "followUpIds[" + index + "]";
            String message = field
                    + (followUp.kind() == FollowUp.Kind.HELD_OPT_OUT
                            ? " is a held opt-out, which the operator alone may skip"
                            : " is about too many ids, which the operator alone may complete");
            return new ResolvedFollowUp(
                    followUp.id(),
                    Outcome.REJECTED,
                    followUp.stateAt(now),
                    null,
                    List.of(new Problem(field, Problem.Code.NOT_ALLOWED, message)));
        }
    }

    private record Asked(
            BusinessId businessId,
            List<FollowUpId> followUpIds,
            Action action,
            String actor,
            @Nullable String note,
            @Nullable String evidence,
            boolean isByTheOperator) {

        private static Supplier<Asked> from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var followUpIds =
                    in.required("followUpIds", Values.listOfDifferent(FollowUpId.reading(), MOST, Function.identity()));
            var action = in.required("action", Values.oneOf(Action.class));
            var actor = in.required("actor", Values.text(LONGEST_ACTOR));
            var note = action.orNull() == Action.SKIP
                    ? in.required("note", Values.text(LONGEST_TEXT))
                    : in.optional("note", Values.text(LONGEST_TEXT));
            var evidence = in.optional("evidence", Values.text(LONGEST_TEXT));
            return () -> new Asked(
                    businessId.get(),
                    followUpIds.get(),
                    action.get(),
                    actor.get(),
                    note.orNull(),
                    evidence.orNull(),
                    !in.caller().isBusiness());
        }

        /**
         * @param read the state at the beginning of the call: a report that came since is not closed with those that
         *     were seen
         */
        private Effect on(FollowUp followUp, FollowUp read, Instant now) {
            Effect verdict = action.on(followUp, actor, now);
            boolean isUnseen = action.isClosing() && followUp.reports() > read.reports();
            return verdict == Effect.CHANGES && isUnseen ? Effect.CONFLICT : verdict;
        }

        private boolean applies(FollowUp followUp) {
            return action == Action.COMPLETE && followUp.kind() == FollowUp.Kind.HELD_OPT_OUT;
        }

        private boolean drops(FollowUp followUp) {
            return action == Action.SKIP && followUp.kind() == FollowUp.Kind.HELD_OPT_OUT;
        }

        private boolean releases(FollowUp followUp) {
            return action == Action.COMPLETE && followUp.kind() == FollowUp.Kind.TOO_MANY_IDS;
        }

        /** Whether the step would let a business permit its own marketing. */
        private boolean permitsMarketing(FollowUp followUp) {
            return drops(followUp) || releases(followUp);
        }

        /** The step's entry: its note and evidence are what the caller wrote. */
        private Entry entry(Action step, FollowUp after, Instant now) {
            return Entry.ofWork(
                    EntryId.ofStep(after.id(), after.version()),
                    now,
                    actor,
                    new FollowUpStep(
                            step.name(), after.id(), step == action ? note : null, step == action ? evidence : null));
        }
    }
}
