package consimt.record;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import consimt.ledger.EntryContent.IdentityChanged;
import consimt.ledger.LedgerWriter.WriteResult;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Standing;
import consimt.relation.Standings;
import consimt.relation.Standings.Consistency;
import consimt.relation.UserId;
import consimt.runtime.Attempts;
import consimt.runtime.Parallel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Records many statements at once. Entries of messages are written side by side; the wishes of one person, one after
 * another.
 */
final class Batch {

    private static final Comparator<Statement> BY_TIME = Comparator.comparing(
                    (Statement statement) -> statement.request().occurredAt())
            .thenComparing(statement -> statement.request().id());

    private final Recorder recorder;
    private final Standings standings;
    private final List<Statement> identities = new ArrayList<>();
    private final List<Statement> others = new ArrayList<>();
    private final Queue<Recorded> recorded = new ConcurrentLinkedQueue<>();
    private final Attempts attempts = new Attempts();

    Batch(Recorder recorder, Standings standings, Collection<Statement> statements) {
        this.recorder = recorder;
        this.standings = standings;
        for (Statement statement : statements) {
            (statement.what() instanceof IdentityChanged ? identities : others).add(statement);
        }
    }

    /** @throws RuntimeException the first exception of a statement, after all others were recorded */
    List<Recorded> record() {
        run(People.among(identities).stream()
                .<Runnable>map(ofOne -> () -> Attempts.forEach(ofOne, this::record))
                .toList());
        Map<Relation, Standing> read = new HashMap<>();
        attempts.run(() -> read.putAll(read()));
        // Those that name the same id follow one after another: each counts the ids that the last one gave.
        List<List<OfOneId>> people = People.among(others).stream()
                .map(ofOne -> ofOne.stream().collect(groupingBy(Statement::relation)).entrySet().stream()
                        .map(each -> new OfOneId(each.getKey(), each.getValue(), read))
                        .toList())
                .toList();
        run(people.stream().flatMap(List::stream).flatMap(OfOneId::entries).toList());
        run(people.stream()
                .<Runnable>map(person -> () -> Attempts.forEach(person, OfOneId::follow))
                .toList());
        attempts.end();
        return List.copyOf(recorded);
    }

    List<Statement> thatMayChange() {
        Map<Relation, Standing> read = read();
        return Stream.concat(
                        identities.stream(),
                        others.stream()
                                .filter(each -> agreement(each, read.getOrDefault(each.relation(), Standing.UNKNOWN))
                                        .isEmpty()))
                .toList();
    }

    /** The agreement in force to which a message adds nothing. */
    private static Optional<Mark> agreement(Statement statement, Standing standing) {
        return statement.mayChangeNothing() ? Recorder.agreement(statement, standing) : Optional.empty();
    }

    private void run(List<Runnable> tasks) {
        attempts.run(() -> Parallel.run(tasks));
    }

    private void record(Statement statement) {
        done(recorder.record(statement));
    }

    /**
     * A caller of this class repeats all statements after an exception, so work that did not open is an exception here.
     */
    private void done(Recorded each) {
        recorded.add(each);
        if (each.unopened() != null) {
            throw each.unopened();
        }
    }

    /** The standings of the people whose messages may change nothing, under all ids that the messages name. */
    private Map<Relation, Standing> read() {
        Set<Relation> relations = others.stream()
                .filter(Statement::mayChangeNothing)
                .flatMap(message -> Stream.concat(
                        Stream.of(message.relation()),
                        message.alsoKnownAs().stream()
                                .map(other ->
                                        new Relation(other, message.relation().businessId()))))
                .collect(toSet());
        Map<Relation, Standing> read = new HashMap<>();
        if (!relations.isEmpty()) {
            read.putAll(standings.of(relations, Consistency.EVENTUAL));
        }
        relations.forEach(each -> read.putIfAbsent(each, Standing.UNKNOWN));
        return read;
    }

    private final class OfOneId {

        private final Map<Relation, Standing> read;
        private final List<Statement> messages = new ArrayList<>();
        private final List<Statement> wishes = new ArrayList<>();
        private final Queue<Agreement> agreements = new ConcurrentLinkedQueue<>();
        private final Queue<Agreement> collisions = new ConcurrentLinkedQueue<>();

        private OfOneId(Relation relation, List<Statement> statements, Map<Relation, Standing> read) {
            this.read = read;
            Standing standing = read.getOrDefault(relation, Standing.UNKNOWN);
            for (Statement statement : statements) {
                Optional<Mark> agreement = agreement(statement, standing);
                if (agreement.isPresent()) {
                    recorded.add(Recorded.nothingNew(relation, agreement.get(), standing, () -> Removals.NONE));
                } else {
                    (statement.isMessage() ? messages : wishes).add(statement);
                }
            }
        }

        /** The entries of messages, each independent of all others. */
        private Stream<Runnable> entries() {
            return messages.stream().map(message -> () -> {
                WriteResult kept = recorder.entry(message, null);
                (kept.isConflict() ? collisions : agreements).add(new Agreement(message, kept));
            });
        }

        /** Only the earliest message moves the standing. Wishes are recorded by time, so that few are superseded. */
        private void follow() {
            Set<UserId> named = messages.stream()
                    .flatMap(message -> message.alsoKnownAs().stream())
                    .collect(toSet());
            // A hold is judged by consistent reads.
            Map<Relation, Standing> known = named.isEmpty() ? read : Map.of();
            Stream<Runnable> agreed = agreements.stream().min(Comparator.comparing(Agreement::mark)).stream()
                    .map(earliest ->
                            () -> follow(new Agreement(earliest.message.knownAs(named), earliest.kept), known));
            Stream<Runnable> collided = collisions.stream().map(each -> () -> follow(each, Map.of()));
            Stream<Runnable> wished = wishes.stream().sorted(BY_TIME).map(wish -> () -> Batch.this.record(wish));
            Attempts.forEach(
                    Stream.of(agreed, collided, wished).flatMap(steps -> steps).toList(), Runnable::run);
        }

        private void follow(Agreement agreement, Map<Relation, Standing> asRead) {
            done(recorder.follow(agreement.message, agreement.kept, null, asRead));
        }
    }

    private record Agreement(Statement message, WriteResult kept) {

        private Mark mark() {
            return kept.entry().mark();
        }
    }
}
