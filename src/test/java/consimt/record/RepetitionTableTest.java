package consimt.record;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.ConsentDecision;
import consimt.ledger.EntryContent.HoldChange;
import consimt.ledger.EntryContent.OptIn;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.LedgerWriter.WriteResult;
import consimt.ledger.LedgerWriter.WriteResult.How;
import consimt.ledger.Parts;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.record.Repetition.Case;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored × what comes → what is written. */
class RepetitionTableTest {

    /**
     * The first word of a statement is what was said, with its scope. Of a message (stop, suspected, wrote): typed means
     * told by a caller under a request id, else WhatsApp gave the id. Told: the business alone vouches. Timed: the
     * caller gave the time. Past: of a history. Late: two hours after the first, else ten minutes. Then: what was said
     * between the two. A written statement has the name of its id.
     */
    private static final String TABLE = """
            # stored         | comes                | then       | row                      | written
            # --- nothing is stored
            nothing          | out                  | nothing    | NEW                      | nothing
            nothing          | wrote                | nothing    | NEW                      | nothing
            nothing          | suspected            | nothing    | NEW                      | nothing
            nothing          | out late             | in         | NEW                      | nothing
            # --- one message, read otherwise: the stored reading is the more protective one
            stop             | wrote                | nothing    | READ_AS_STORED           | stop under its-own
            stop/SMS         | wrote                | nothing    | READ_AS_STORED           | stop/SMS under its-own
            suspected        | wrote                | nothing    | READ_AS_STORED           | suspected under its-own
            suspected        | wrote late           | in         | READ_AS_STORED           | suspected under its-own
            stop             | suspected            | nothing    | READ_AS_STORED           | stop under its-own
            stop typed       | wrote typed          | nothing    | READ_AS_STORED           | stop under its-own
            # --- a refusal under a taken id. What the same request told is completed
            wrote            | stop                 | nothing    | INSTEAD                  | wrote under its-own, stop under instead
            wrote            | stop/SMS             | nothing    | INSTEAD                  | wrote under its-own, stop/SMS under instead
            wrote            | suspected            | nothing    | INSTEAD                  | wrote under its-own, suspected under instead
            suspected        | stop                 | nothing    | INSTEAD                  | suspected under its-own, stop under instead
            stop/SMS         | suspected            | nothing    | INSTEAD                  | stop/SMS under its-own, suspected under instead
            stop             | stop/SMS             | nothing    | INSTEAD                  | stop under its-own, stop/SMS under instead
            wrote typed      | suspected typed      | nothing    | INSTEAD                  | wrote under its-own, suspected under instead
            stop typed       | suspected typed      | nothing    | INSTEAD                  | stop under its-own, suspected under instead
            stop typed       | stop/SMS typed       | nothing    | INSTEAD                  | stop under its-own, stop/SMS under instead
            out              | out/SMS              | nothing    | INSTEAD                  | out under its-own, out/SMS under instead
            out/SMS          | out                  | nothing    | INSTEAD                  | out/SMS under its-own, out under instead
            in               | out                  | nothing    | INSTEAD                  | in under its-own, out under instead
            block            | out                  | nothing    | INSTEAD                  | block under its-own, out under instead
            out              | block                | nothing    | INSTEAD                  | out under its-own, block under instead
            out timed        | out                  | nothing    | INSTEAD                  | out under instead
            out              | out/SMS timed        | nothing    | INSTEAD                  | out/SMS under instead
            newer            | out                  | nothing    | INSTEAD                  | out under instead
            # --- anything else under a taken id
            out              | wrote typed          | nothing    | CONFLICT                 | nothing
            out              | in                   | nothing    | CONFLICT                 | nothing
            out              | continue             | nothing    | CONFLICT                 | nothing
            block            | unblock              | nothing    | CONFLICT                 | nothing
            in               | wrote typed          | nothing    | CONFLICT                 | nothing
            in told          | in timed             | nothing    | CONFLICT                 | nothing
            newer            | wrote typed          | nothing    | CONFLICT                 | nothing
            # --- asked for again under a used id
            out              | out late             | in         | ASKED_AGAIN              | out under again
            out              | out late             | in/SMS     | ASKED_AGAIN              | out under again
            out/SMS          | out/SMS late         | in/SMS     | ASKED_AGAIN              | out/SMS under again
            block            | block late           | unblock    | ASKED_AGAIN              | block under again
            suspected typed  | suspected typed late | in         | ASKED_AGAIN              | suspected under again-this-hour
            suspected typed  | suspected typed late | in/SMS     | ASKED_AGAIN              | suspected under again-this-hour
            suspected typed  | suspected typed late | cleared    | ASKED_AGAIN              | suspected under again-this-hour
            # --- not asked again: a retry, a time, a message, or nothing that lifted it
            out              | out                  | in         | RETRIED                  | nothing
            out timed        | out timed late       | in         | RETRIED                  | nothing
            stop             | stop late            | in         | RETRIED                  | nothing
            suspected        | suspected late       | cleared    | RETRIED                  | nothing
            out              | out late             | nothing    | RETRIED                  | nothing
            out/SMS          | out/SMS late         | in/EMAIL   | RETRIED                  | nothing
            block            | block late           | in         | RETRIED                  | nothing
            in               | in late              | out        | RETRIED                  | nothing
            # --- of the past before, and not by now
            suspected past   | suspected            | nothing    | NO_LONGER_OF_THE_PAST    | suspected under instead
            suspected past   | suspected late       | cleared    | NO_LONGER_OF_THE_PAST    | suspected under instead
            suspected past   | suspected past       | nothing    | RETRIED                  | nothing
            suspected        | suspected past       | nothing    | RETRIED                  | nothing
            stop past        | stop                 | nothing    | RETRIED                  | nothing
            wrote past       | wrote                | nothing    | RETRIED                  | nothing
            # --- a retry, whoever vouches for the first or for the second
            stop told        | stop late            | in         | RETRIED                  | nothing
            out              | out told             | nothing    | RETRIED                  | nothing
            out              | out                  | nothing    | RETRIED                  | nothing
            wrote            | wrote late           | in         | RETRIED                  | nothing
            report           | report late          | nothing    | RETRIED                  | nothing
            """;

    private static final Instant FIRST = Instant.parse("2026-11-29T10:00:00Z");
    private static final Relation RELATION = new Relation(new UserId("ana"), new BusinessId("shop"));
    private static final EntryId REQUEST = EntryId.ofRequest("request-1");
    private static final EntryId MESSAGE = EntryId.ofWhatsAppMessage("message-1");
    private static final EntryId LIFTING = EntryId.ofRequest("lifting-1");

    private static final Map<String, Fact.Kind> DECISIONS = Map.of(
            "wrote", Fact.Kind.MESSAGE_SENT,
            "continue", Fact.Kind.CONTINUE,
            "block", Fact.Kind.BLOCK,
            "unblock", Fact.Kind.UNBLOCK,
            "report", Fact.Kind.REPORT);

    @ParameterizedTest
    @CsvSource(textBlock = TABLE, delimiter = '|')
    void theRowAnswersWhatIsWritten(String stored, String comes, String then, Repetition row, String written) {
        Statement coming = comes(comes, comes.contains(" late") ? Duration.ofHours(2) : Duration.ofMinutes(10));
        Case met = met(stored, coming, then);

        assertEquals(row, Repetition.of(met));
        List<Statement> all = Stream.concat(
                        row == Repetition.READ_AS_STORED || row == Repetition.INSTEAD
                                ? met.asStored().stream()
                                : Stream.empty(),
                        row.further(met).stream())
                .toList();
        assertEquals(
                written,
                all.isEmpty()
                        ? "nothing"
                        : all.stream()
                                .map(each -> word(each.what()) + " under "
                                        + name(each.request().id(), coming))
                                .collect(joining(", ")));
        // Only the id and the content differ from what came.
        all.forEach(each -> assertEquals(
                coming.request(), each.request().under(coming.request().id())));
    }

    @Test
    void everyRowIsInTheTable() {
        Set<Repetition> inTable = TABLE.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Repetition.valueOf(line.split("\\|")[3].strip()))
                .collect(toSet());

        assertEquals(Set.of(Repetition.values()), inTable);
    }

    @Test
    void aRetryIsOneForAnHour() {
        Duration hour = Duration.ofHours(1);

        assertEquals(Repetition.RETRIED, Repetition.of(met("out", comes("out", hour), "in")));
        assertEquals(Repetition.ASKED_AGAIN, Repetition.of(met("out", comes("out", hour.plusMillis(1)), "in")));
    }

    private static Case met(String stored, Statement coming, String then) {
        if (stored.equals("nothing")) {
            return new Case(coming, new WriteResult(How.NEW, coming.entry()), standing(coming.entry(), then));
        }
        Entry entry = stored.equals("newer")
                ? new Entry(
                        REQUEST, FIRST, FIRST, Source.by("x"), null, new EntryContent.Other("NEWER", "X", Parts.NONE))
                : comes(stored, Duration.ZERO).entry();
        return entry.tellsTheSameAs(coming.entry())
                ? new Case(coming, new WriteResult(How.REPEATED, entry), standing(entry, then))
                : new Case(coming, new WriteResult(How.CONFLICT, entry), Standing.UNKNOWN);
    }

    /** The standing that has the entry, and what was said five minutes later. */
    private static Standing standing(Entry entry, String then) {
        Standing standing = Standing.UNKNOWN.with(entry.fact().orElseThrow());
        if (then.equals("nothing")) {
            return standing;
        }
        Mark mark = new Mark(FIRST.plus(Duration.ofMinutes(5)), LIFTING);
        EntryContent what = then.equals("cleared")
                ? new HoldChange(Fact.Kind.REFUSAL_CLEARED, EntryId.ofSuspected(RELATION.userId(), entry.id()))
                : what(then);
        return standing.with(what.fact(mark).orElseThrow());
    }

    private static Statement comes(String words, Duration later) {
        List<String> all = Arrays.asList(words.split(" "));
        boolean isMessage =
                Set.of("stop", "suspected", "wrote").contains(all.get(0).split("/")[0]);
        boolean isOfPlatform = isMessage && !all.contains("typed");
        Instant now = FIRST.plusSeconds(isOfPlatform ? 1 : 0).plus(later);
        EventTime time = isOfPlatform
                ? EventTime.bySeconds(FIRST, FIRST)
                : all.contains("timed") ? new EventTime(FIRST, FIRST, FIRST, false) : EventTime.unsaid(now);
        Source source = Source.by("x");
        Request request = new Request(
                isOfPlatform ? MESSAGE : REQUEST,
                RELATION,
                all.contains("past") ? time.ofThePast() : time,
                now,
                all.contains("told") ? source.signedBy(Signer.BUSINESS) : source,
                null);
        return all.get(0).equals("suspected")
                ? Statement.ofSuspected(request, null)
                : Statement.of(request, what(all.get(0)));
    }

    private static EntryContent what(String word) {
        String[] said = word.split("/");
        Scope scope = said.length == 1
                ? Scope.ALL
                : said[1].equals("news") ? Scope.ofTopic("news") : Scope.of(Channel.valueOf(said[1]));
        return switch (said[0]) {
            case "stop" -> OptOut.of(true, scope);
            case "out" -> OptOut.of(false, scope);
            case "in" -> new OptIn(scope, null);
            default -> new ConsentDecision(DECISIONS.get(said[0]), null);
        };
    }

    private static String word(EntryContent what) {
        if (what instanceof OptOut optOut) {
            return (optOut.isMessage() ? "stop" : "out") + word(optOut.scope());
        }
        if (what instanceof OptIn optIn) {
            return "in" + word(optIn.scope());
        }
        return what instanceof ConsentDecision decided
                ? DECISIONS.entrySet().stream()
                        .filter(each -> each.getValue() == decided.decision())
                        .map(Map.Entry::getKey)
                        .collect(joining())
                : "suspected";
    }

    private static String word(Scope scope) {
        Channel channel = scope.channel();
        return scope.isAll() ? "" : "/" + (channel == null ? scope.topic() : channel.name());
    }

    private static @Nullable String name(EntryId id, Statement coming) {
        EntryId own = coming.request().id();
        Map<EntryId, String> names = Map.of(
                own,
                "its-own",
                coming.instead().request().id(),
                "instead",
                own.againAfter(LIFTING),
                "again",
                own.againAfter(LIFTING.shortened()),
                "again",
                own.againInHourOf(coming.request().receivedAt()),
                "again-this-hour");
        return names.get(id);
    }
}
