package consimt.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.kit.World;
import consimt.ledger.Source;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts is whether the person was opted out when the message was sent, whatever they wished since. */
class LateMessagesTest {

    private static final World WORLD = World.fresh();

    private final String person = World.somebody();
    private final Instant start = WORLD.clock.instant();

    /** Wishes ({@code -} out, {@code +} in) and the message ({@code m}), one a minute. */
    @ParameterizedTest
    @CsvSource({
        "m,false",
        "-m,true",
        "+m,false",
        "m-,false",
        "m+,false",
        "-m-,true",
        "-m+,true",
        "+m-,false",
        "+m+,false",
        "-+m,false",
        "+-m,true",
        "-+m-,false",
        "-+m+,false",
        "+-m+,true",
        "+-m-,true",
        "--m,true",
        "-+m-+,false",
        "+-m+-,true",
        "-m+-,true",
        "-+m+-,false",
        "m-+,false"
    })
    void aMessageIsLateExactlyIfThePersonWasOptedOutThen(String story, boolean late) {
        for (int seed = 0; seed < 3; seed++) {
            String each = World.somebody();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < story.length(); i++) {
                if (story.charAt(i) != 'm') {
                    order.add(i);
                }
            }
            Collections.shuffle(order, new Random(seed));
            order.forEach(i -> wish(each, story.charAt(i), i));
            assertEquals(late, isLate(each, story.indexOf('m')), "order " + order);
        }
    }

    @Test
    void atOneInstantAMessageIsNotYetLateAndOfTwoWishesTheOptOutStands() {
        wish(person, '-', 1);
        assertEquals(false, isLate(person, 1));
        wish(person, '+', 1);
        assertEquals(true, isLate(person, 2));
        wish(person, '+', 3);
        assertEquals(true, isLate(person, 2));
    }

    /** Each id's own ledger has what was wished under it. */
    @Test
    void whatWasWishedUnderAnotherIdCounts() {
        String scoped = "RO." + person;
        wish(person, '-', 0);
        WORLD.recorder.record(Recorders.identity(
                EntryId.ofRequest("change"),
                World.relation(scoped, "auto"),
                new UserId(person),
                Source.of(Source.PERSON),
                at(1),
                at(1)));
        wish(scoped, '-', 3);
        for (String id : Stream.of(person, scoped).toList()) {
            assertEquals(true, isLate(id, 2));
        }
        wish(scoped, '+', 1);
        for (String id : Stream.of(person, scoped).toList()) {
            assertEquals(false, isLate(id, 2));
        }
    }

    private void wish(String who, char wish, int minute) {
        JsonNode answer = WORLD.call(
                wish == '-' ? "request-opt-out" : "request-opt-in",
                "{'userId':'%s','businessId':'auto','occurredAt':'%s'}",
                who,
                at(minute));
        assertEquals(who, answer.at("/relation/userId").textValue());
    }

    /** Each time another message. */
    private boolean isLate(String who, int minute) {
        return WORLD.sent("'userId':'%s','businessId':'auto'".formatted(who), World.somebody(), at(minute))
                .at("/results/0/late")
                .booleanValue();
    }

    private Instant at(int minute) {
        return start.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(minute));
    }
}
