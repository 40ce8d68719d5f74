package consimt.person;

import consimt.answer.Answer;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.person.Rebuilder.Compared;
import consimt.person.WholeLedger.Segment;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.runtime.Parallel;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds relations and follow-ups from the ledger: of one person and business, of all people of a business, or all.
 * Correct items are not written. The operator calls it after a table was restored, or to find differences.
 */
@Singleton
public record RebuildRelation(WholeLedger ledger, Rebuilder rebuilder) implements Guarded {

    /** Relations in one call that goes through the ledger; the call takes some seconds. */
    private static final int AT_ONCE = 100;

    private static final int MOST_SEGMENTS = 1_000;

    @Funq("rebuild-relation")
    public Answer rebuildRelation(Input input) {
        return guarded(() -> input.answer(Asked::from, this::rebuild));
    }

    private RebuiltRelations rebuild(Asked asked) {
        if (asked.relation != null) {
            Compared person = rebuilder.rebuild(asked.relation, asked.dryRun, true);
            return answer(person.relations(), person.differences(), null);
        }
        Page<Relation> page = ledger.relations(asked.segment, asked.businessId, asked.after, AT_ONCE);
        Queue<Difference> differences = new ConcurrentLinkedQueue<>();
        Parallel.run(page.items().stream()
                .<Runnable>map(each -> () -> differences.addAll(
                        rebuilder.rebuild(each, asked.dryRun, false).differences()))
                .toList());
        String next = page.next();
        return answer(page.items().size(), differences, next == null ? null : Token.of(asked.segment + " " + next));
    }

    private static RebuiltRelations answer(int checked, Collection<Difference> differences, @Nullable String next) {
        List<Difference> sorted =
                differences.stream().distinct().sorted(Difference.ORDER).toList();
        return new RebuiltRelations(checked, sorted, next);
    }

    /**
     * One page. The last page has no {@code nextToken}.
     *
     * @param differences what was stored and differs from the ledger; with {@code dryRun} it still differs
     */
    public record RebuiltRelations(
            int checked,
            List<Difference> differences,
            @Nullable String nextToken) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.REBUILT;
        }
    }

    private record Asked(
            @Nullable Relation relation,
            @Nullable BusinessId businessId,
            boolean dryRun,
            Segment segment,
            @Nullable String after) {

        private static Asked from(Fields in) {
            var businessId = in.has("userId")
                    ? in.required("businessId", BusinessId.reading())
                    : in.optional("businessId", BusinessId.reading());
            var userId = in.optional("userId", UserId.reading());
            boolean isDryRun = in.isTrue("dryRun");
            int segments = in.optional("segments", Values.whole(1, MOST_SEGMENTS), 1);
            int segment = in.optional("segment", Values.whole(0, MOST_SEGMENTS - 1), 0);
            Segment part = new Segment(segment, segments);
            if (part.number() >= part.of()) {
                in.problem("segment", Problem.Code.INVALID, "must be less than segments");
            }
            var after = in.optional("nextToken", Token.reading(place -> after(part, place)));
            Relation relation = userId == null || businessId == null ? null : new Relation(userId, businessId);
            return new Asked(relation, businessId, isDryRun, part, after);
        }

        /**
         * The position in a page token; null for a token of another segment. It has a person's id, so only the operator
         * gets one.
         */
        private static @Nullable String after(Segment part, String place) {
            String before = part + " ";
            return place.startsWith(before) && place.indexOf('#') > 0 ? place.substring(before.length()) : null;
        }
    }
}
