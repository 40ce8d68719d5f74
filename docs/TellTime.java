package consimt.business;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import consimt.answer.Answer;
import consimt.answer.Caller;
import consimt.answer.Outcome;
import consimt.form.AccessType;
import consimt.form.Fields;
import consimt.form.Guarded;
import consimt.form.Input;
import consimt.relation.BusinessId;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What time it is at a business: its days end in its time zone. */
@Singleton
public class TellTime implements Guarded {

    private final BusinessSettings settings;
    private final Clock clock;

    public TellTime(BusinessSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Funq("tell-time")
    public Answer tellTime(Input input) {
        return guarded(() -> input.servingAlso(AccessType.READS, Caller.Kind.BUSINESS).answer(Asked::from, this::tell));
    }

    private Told tell(Asked asked) {
        Instant now = clock.instant();
        ZoneId zone = settings.of(asked.businessId).timeZone();
        return new Told(now, now.atZone(zone).toLocalDate(), zone);
    }

    /** @param today in the business's time zone */
    @JsonPropertyOrder({"outcome", "now", "today", "timeZone"})
    public record Told(Instant now, LocalDate today, ZoneId timeZone) implements Answer {

        @Override
        public Outcome outcome() {
            return Outcome.FOUND;
        }
    }

    private record Asked(BusinessId businessId) {

        static @Nullable Asked from(Fields in) {
            var businessId = in.required("businessId", BusinessId.reading());
            return businessId == null ? null : new Asked(businessId);
        }
    }
}
