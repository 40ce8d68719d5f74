package consimt.ledger;

import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.FoundAnswer;
import consimt.form.Deed;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Token;
import consimt.form.Values;
import consimt.ledger.Ledger.Position;
import consimt.relation.BusinessId;
import consimt.relation.Relation;
import consimt.relation.UserId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The proof: everything that was recorded about one relation, by the time it occurred. Without {@code userId}, the
 * changes of the business's settings, for the operator and the business only: a person's call always has a {@code
 * userId}.
 */
@Singleton
public record ReadLedger(Ledger ledger) implements Guarded<Input> {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    /** More entries than two parties make within a millisecond. The limit bounds the memory of a page. */
    private static final int MOST_OF_AN_INSTANT = 100_000;

    @Funq("read-ledger")
    public Answer readLedger(Input input) {
        return guarded(input);
    }

    @Override
    public Answer answer(Input input) {
        return input.servingAlso(Deed.READS, Caller.Kind.BUSINESS, Caller.Kind.PERSON)
                .answer(Asked::from, this::read);
    }

    private Entries read(Asked asked) {
        BusinessLedger.Pages all = asked.in(ledger);
        Ledger.EntryPage page = asked.reader == Caller.Kind.BUSINESS
                ? new BusinessLedger(all, asked.businessId).read(asked.after, asked.limit)
                : all.read(asked.after, asked.limit);
        return new Entries(
                page.entries().stream().map(asked::view).toList(), page.next() == null ? null : tokenOf(page.next()));
    }

    /** One page. The last page has no {@code nextToken}. */
    public record Entries(List<EntryView> entries, @Nullable String nextToken) implements FoundAnswer {}

    /** @param userId null to read the settings */
    private record Asked(
            BusinessId businessId,
            @Nullable UserId userId,
            int limit,
            @Nullable Position after,
            Caller.Kind reader) {

        private static Supplier<Asked> from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            var userId = in.optional("userId", UserId.reading());
            var limit = in.optional("limit", Values.whole(1, MOST));
            var after = in.optional("nextToken", Token.reading(Asked::position));
            return () -> new Asked(
                    businessId.get(),
                    userId.orNull(),
                    limit.orElse(DEFAULT_LIMIT),
                    after.orNull(),
                    in.caller().kind());
        }

        private EntryView view(Entry entry) {
            return reader == Caller.Kind.BUSINESS
                    ? BusinessLedger.view(entry)
                    : EntryView.of(entry, reader == Caller.Kind.PERSON);
        }

        private BusinessLedger.Pages in(Ledger ledger) {
            if (userId == null) {
                return (place, most) -> ledger.readSettings(businessId, place, most);
            }
            Relation relation = new Relation(userId, businessId);
            return (place, most) -> ledger.read(relation, place, most);
        }

        private static @Nullable Position position(String place) {
            String[] parts = place.split(" ", 2);
            if (parts.length < 2) {
                return null;
            }
            int ofThatInstant = Integer.parseInt(parts[1]);
            return ofThatInstant < 0 || ofThatInstant > MOST_OF_AN_INSTANT
                    ? null
                    : new Position(Instant.ofEpochMilli(Long.parseLong(parts[0])), ofThatInstant);
        }
    }

    private static String tokenOf(Position next) {
        return Token.of(next.occurredAt().toEpochMilli() + " " + next.ofThatInstant());
    }
}
