package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.ledger.ChangeType;
import consimt.notice.ChangeId;
import consimt.notice.Notice;
import org.jspecify.annotations.Nullable;

/**
 * A notice that failed.
 *
 * @param tries so far
 * @param givenUp whether it is tried no more, but by {@code redeliver}
 * @param last what came back last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Undelivered(ChangeId id, @Nullable ChangeType type, int tries, boolean givenUp, FailedTry last) {

    static Undelivered of(Notice notice, int tries, boolean givenUp, FailedTry last) {
        return new Undelivered(notice.id(), notice.type(), tries, givenUp, last);
    }
}
