package consimt.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Answer;
import consimt.answer.Answer.WithNotes;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.answer.Problem;
import consimt.business.Business;
import consimt.business.BusinessSettings;
import consimt.consent.ImportedRow.ImportedWish;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.ProtectiveInput;
import consimt.form.ReadRow;
import consimt.form.Values;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.Source;
import consimt.record.ClaimForm;
import consimt.record.EventTime;
import consimt.record.Recorded;
import consimt.record.Recorder;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.record.ToldIds;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Parallel;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records the wishes of people from a list that was kept elsewhere. Each row has an outcome. A refusal counts as the
 * person's own, and a yes is a claim. So no order of lists, and no list that comes twice or in part, undoes a refusal.
 *
 * <p>A quiet row costs two calls of the store and four write units. Work by hand opens, and the business is told, only
 * where the caller asks for it: who imports a list has these refusals already.
 */
@Singleton
public record ImportPreferences(
        ProtectiveInput protective, Recorder recorder, ToldIds toldIds, BusinessSettings settings, Clock clock)
        implements Guarded {

    private static final int MOST_ROWS = 1_000;

    /** All changes of a business meet at one key of the store, and all of its work at another. */
    private static final int MOST_TOLD = 500;

    private static final int MOST_WITH_WORK = 40;

    private static final int LONGEST_SOURCE = 64;

    /** One key of an index has all rows of a business, and takes a thousand writes a second. */
    private static final int AT_ONCE = 8;

    /** Of a row. So an answer about a thousand hostile rows stays below what Lambda hands back. */
    private static final int MOST_PROBLEMS = 10;

    private static final Problem BLOCKS = new Problem(
            "wish",
            Problem.Code.NOT_ALLOWED,
            "wish is for the person or the operator to tell: the opt-out in it counts");

    private static final Problem BEHIND_A_NO = new Problem(
            "wish", Problem.Code.REFUSED, "wish is recorded and changes nothing: the person said no, or may have");

    @Funq("import-preferences")
    public Answer importPreferences(Input input) {
        return guarded(() -> read(input));
    }

    private Answer read(Input input) {
        Input asked = input.servingAlso(AccessType.RECORDS, Caller.Kind.BUSINESS);
        return protective.answer(asked, in -> Asked.from(in, clock.instant()), this::answer);
    }

    private Answer answer(Asked asked, List<Problem> notes) {
        Business business = settings.fresh(asked.businessId);
        List<Read> rows = new ArrayList<>();
        asked.rows.forEach(row -> rows.add(read(asked, business, notes, row)));
        Row[] answers = new Row[rows.size()];
        List<List<Integer>> lanes = Stream.generate(() -> (List<Integer>) new ArrayList<Integer>())
                .limit(AT_ONCE)
                .toList();
        for (int row = 0; row < answers.length; row++) {
            Read read = rows.get(row);
            answers[row] = read.answer(row, read.statement == null ? Outcome.REJECTED : Outcome.FOUND, List.of());
            if (read.statement != null && !asked.isDryRun) {
                // The rows of one person are recorded one after another, also after one that fails.
                int lane = Math.floorMod(read.statement.request().relation().hashCode(), AT_ONCE);
                lanes.get(lane).add(row);
            }
        }
        Parallel.run(lanes.stream()
                .<Runnable>map(lane -> () -> Attempts.forEach(lane, row -> {
                    Statement statement = Objects.requireNonNull(rows.get(row).statement);
                    Recorded one = toldIds.record(statement, rows.get(row).alsoKnownAs, each -> record(asked, each));
                    answers[row] = one.isRejected()
                            ? Read.rejected(Recorded.TOO_MANY_OPT_INS.errors()).answer(row, Outcome.REJECTED, List.of())
                            : rows.get(row).answer(row, outcome(one), notes(statement, one));
                }))
                .toList());
        return Imported.of(asked.isDryRun, List.of(answers), notes);
    }

    /** A block is not told: it refuses beside every yes, and a business learns of it by a check alone. */
    private static List<Problem> notes(Statement said, Recorded row) {
        boolean isBehindANo = said.what() instanceof Claim && row.outcome() == Outcome.SUPERSEDED;
        return Stream.concat(isBehindANo ? Stream.of(BEHIND_A_NO) : Stream.empty(), row.notes().stream())
                .toList();
    }

    /** The same row again is no news, even where a later wish stands. */
    private static Outcome outcome(Recorded row) {
        return row.move().repeated() && !row.move().moved() ? Outcome.UNCHANGED : row.outcome();
    }

    private Recorded record(Asked asked, Statement statement) {
        return asked.opensWork ? recorder.record(statement) : recorder.recordWithoutWork(statement);
    }

    /** @param wrong with the call itself. Then it gives no yes */
    private Read read(Asked asked, Business business, List<Problem> wrong, ReadRow<ImportedRow> row) {
        List<Problem> problems = new ArrayList<>(row.problems());
        boolean isRefusal = ImportedRow.isRefusal(row);
        problems.addAll(isRefusal ? row.doubts() : wrong);
        if (!isRefusal && !problems.isEmpty()) {
            return Read.rejected(problems);
        }
        ImportedRow said = row.sound();
        if (!isRefusal && !settings.acceptsClaims()) {
            return Read.rejected(ClaimForm.refused().errors());
        }
        if (said.wish() == ImportedWish.BLOCK && asked.caller.isBusiness()) {
            said = said.asOptOut();
            problems.add(0, BLOCKS);
        }
        Scope scope = said.scope().of(business);
        problems.addAll(said.scope().unknownTo(business));
        if (said.categories() != null && scope.channel() == null) {
            problems.add(OptOuts.NO_CHANNEL);
        }
        return isRefusal || problems.isEmpty()
                ? new Read(statement(asked, said, scope), said.alsoKnownAs(), problems)
                : Read.rejected(problems);
    }

    private static Statement statement(Asked asked, ImportedRow said, Scope scope) {
        EventTime time = said.time(asked.exportedAt, asked.now);
        Request request = new Request(
                said.id(scope, time, asked.exportedAsSent, asked.now, asked.isTold, asked.caller.isBusiness()),
                new Relation(said.userId(), asked.businessId),
                time,
                asked.now,
                Source.calling(asked.caller, null, asked.source, asked.isTold),
                null);
        return Statement.of(request, said.what(scope));
    }

    /**
     * A row that was read.
     *
     * @param statement null if it cannot be recorded
     * @param alsoKnownAs other ids of the person
     * @param problems why not, or what was wrong with a refusal that is recorded all the same
     */
    private record Read(@Nullable Statement statement, List<UserId> alsoKnownAs, List<Problem> problems) {

        private static Read rejected(List<Problem> problems) {
            return new Read(null, List.of(), problems);
        }

        private Row answer(int row, Outcome outcome, List<Problem> more) {
            List<Problem> shown = Stream.concat(problems.stream(), more.stream())
                    .limit(MOST_PROBLEMS)
                    .toList();
            List<Problem> told = shown.isEmpty() ? null : shown;
            return new Row(row, outcome, statement == null ? told : null, statement == null ? null : told);
        }
    }

    /**
     * @param row its place in the request, from 0
     * @param outcome {@link Outcome#FOUND} of a row that a dry run would record
     * @param errors why it is not recorded; null if it is
     * @param notes what was wrong with a refusal that is recorded all the same; null if nothing was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            int row,
            Outcome outcome,
            @Nullable List<Problem> errors,
            @Nullable List<Problem> notes) {}

    /** @param notes what was wrong with the call. Refusals were recorded all the same */
    public record Imported(
            Outcome outcome, List<Row> rows, @Nullable List<Problem> notes) implements WithNotes {

        private static Imported of(boolean isDryRun, List<Row> rows, List<Problem> notes) {
            Outcome all = isDryRun
                    ? Outcome.FOUND
                    : Outcome.ofAll(rows.stream().map(Row::outcome).toList());
            return new Imported(all, rows, WithNotes.shown(notes));
        }
    }

    /**
     * @param source what the caller calls the list
     * @param exportedAt when the list was made; null if the caller does not say, or if it cannot be read
     * @param exportedAsSent its text; null if the caller does not say
     */
    private record Asked(
            Caller caller,
            BusinessId businessId,
            String source,
            @Nullable EventTime exportedAt,
            @Nullable String exportedAsSent,
            List<ReadRow<ImportedRow>> rows,
            boolean isDryRun,
            boolean isTold,
            boolean opensWork,
            Instant now) {

        private static @Nullable Asked from(Fields in, Instant now) {
            var businessId = in.required("businessId", BusinessId.reading());
            var source = in.required("source", Values.text(LONGEST_SOURCE));
            var exportedAt = in.optional("exportedAt", EventTime.reading(now));
            boolean isDryRun = in.isTrue("dryRun");
            boolean isTold = in.isTrue("tell");
            boolean opensWork = in.isTrue("openWork");
            int most = opensWork ? MOST_WITH_WORK : isTold ? MOST_TOLD : MOST_ROWS;
            var rows = in.required("rows", Values.rows(row -> ImportedRow.from(row, now), most));
            return businessId == null || rows == null
                    ? null
                    : new Asked(
                            in.caller(),
                            businessId,
                            source == null ? "" : source,
                            exportedAt,
                            in.asSent("exportedAt"),
                            rows,
                            isDryRun,
                            isTold,
                            opensWork,
                            now);
        }
    }
}
