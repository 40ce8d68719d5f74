package consimt.notice;

import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.form.AccessType;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.notice.Notice.Changes;
import consimt.relation.BusinessId;
import consimt.runtime.Setting;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a business by pulling: what its notices tell, page by page. The newest are shown after a wait, so that no
 * entry of a slower clock or of a slower index gets a place before a cursor that was handed out.
 *
 * @param settledAfter how long a change is held back: clocks that differ, a call of the store, and the index
 */
@Singleton
public record ListChanges(Changes changes, Clock clock, Duration settledAfter) implements Guarded {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;

    /** In a cursor: before all changes. */
    private static final String START = "start";

    @Inject
    ListChanges(Changes changes, Clock clock) {
        this(changes, clock, Setting.of("consimt.notices.settled-after", Duration.class));
    }

    @Funq("list-changes")
    public Answer listChanges(Input input) {
        return guarded(() -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS)
                .answer(in -> {
                    var businessId = in.required("businessId", BusinessId.reading());
                    Place cursor = in.optional("cursor", Token.reading(ListChanges::place), Place.START);
                    int limit = in.optional("limit", Values.whole(1, MOST), DEFAULT_LIMIT);
                    return businessId == null ? null : () -> list(businessId, cursor.after, limit);
                }));
    }

    private Listed list(BusinessId businessId, @Nullable ChangeId after, int limit) {
        Instant before = clock.instant().minus(settledAfter);
        Page<Notice> page = changes.read(businessId, after, before, limit);
        int found = page.items().size();
        ChangeId last = found == 0 ? after : page.items().get(found - 1).id();
        return new Listed(page.items(), Token.of(last == null ? START : last.text()), !page.isLast());
    }

    /**
     * @param cursor for the next call, also where there are no changes now
     * @param more whether the next call has changes at once
     */
    public record Listed(List<Notice> changes, String cursor, boolean more) implements FoundAnswer {}

    private static Place place(String text) {
        return new Place(text.equals(START) ? null : ChangeId.ofText(text));
    }

    /** @param after null for the start of the list */
    private record Place(@Nullable ChangeId after) {

        private static final Place START = new Place(null);
    }
}
