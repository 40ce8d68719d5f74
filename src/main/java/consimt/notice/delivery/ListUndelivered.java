package consimt.notice.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Answer;
import consimt.answer.Answer.FoundAnswer;
import consimt.answer.Caller;
import consimt.form.AccessType;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.form.Page;
import consimt.form.Token;
import consimt.form.Values;
import consimt.notice.delivery.DeliveryPorts.Endpoints;
import consimt.notice.delivery.DeliveryPorts.UndeliveredNotices;
import consimt.notice.delivery.Endpoint.EndpointState;
import consimt.notice.delivery.Undelivered.FailedTry;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The notices of a business that failed, and how its endpoint stands. */
@Singleton
public record ListUndelivered(UndeliveredNotices undelivered, Endpoints endpoints, Clock clock) implements Guarded {

    private static final Pattern PLACE = Pattern.compile("(given-up|tried)#[0-9TZ:.#a-v-]{1,60}");

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 100;

    @Funq("list-undelivered")
    public Answer listUndelivered(Input input) {
        return guarded(() -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS)
                .answer(in -> {
                    var businessId = in.required("businessId", BusinessId.reading());
                    int limit = in.optional("limit", Values.whole(1, MOST), DEFAULT_LIMIT);
                    var after = in.optional(
                            "nextToken",
                            Token.reading(place -> PLACE.matcher(place).matches() ? place : null));
                    return businessId == null ? null : () -> list(businessId, after, limit);
                }));
    }

    private UndeliveredList list(BusinessId businessId, @Nullable String after, int limit) {
        Page<Undelivered> page = undelivered.read(businessId, after, limit, clock.instant());
        return new UndeliveredList(EndpointView.of(endpoints.find(businessId).endpoint()), page.items(), page.token());
    }

    /** @param undelivered those that were given up, then those that are tried again */
    public record UndeliveredList(
            EndpointView endpoint,
            List<Undelivered> undelivered,
            @Nullable String nextToken) implements FoundAnswer {}

    /**
     * @param failingSince the first failure since a notice was taken; left out if none failed
     * @param triedAgainAt when what waits is tried again
     * @param last what came back last; left out if nothing failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EndpointView(
            EndpointState state,
            @Nullable Instant failingSince,
            @Nullable Instant waitingSince,
            @Nullable Instant triedAgainAt,
            @Nullable FailedTry last) {

        static EndpointView of(Endpoint endpoint) {
            Endpoint.Waiting waiting = endpoint.waiting();
            return new EndpointView(
                    endpoint.state(),
                    endpoint.failing().since(),
                    waiting == null ? null : waiting.sentThrough().arrivedAt(),
                    waiting == null ? null : waiting.triedAgainAt(),
                    endpoint.last());
        }
    }
}
