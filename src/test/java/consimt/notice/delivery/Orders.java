package consimt.notice.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.notice.ChangeId;
import consimt.notice.Notice;
import consimt.notice.delivery.Receivers.Got;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must be true of all that an endpoint received. */
final class Orders {

    private Orders() {}

    /**
     * Each change was received, none of another business, and the first time after all that came before it in its
     * relation.
     */
    static void assertAllInOrder(Delivering all, String business) {
        assertAllInOrder(all, business, Set.of());
    }

    /** @param givenUp changes that need not be received, and may be received late */
    static void assertAllInOrder(Delivering all, String business, Set<String> givenUp) {
        List<Notice> changes = all.changes(business);
        Set<String> told = new TreeSet<>();
        changes.forEach(change -> told.add(change.id().text()));
        Set<String> received = new TreeSet<>();
        Map<String, Instant> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Got got : all.receivers.got(business)) {
            received.add(got.id());
            assertEquals(business, got.json().at("/data/businessId").textValue());
            if (seen.add(got.id()) && !givenUp.contains(got.id())) {
                Instant at = ChangeId.ofText(got.id()).arrivedAt();
                String person = got.json().at("/data/userId").asText();
                Instant before = last.put(person, at);
                assertTrue(before == null || !at.isBefore(before), () -> "a notice overtook another of its relation");
            }
        }
        received.addAll(givenUp);
        assertEquals(told, received);
    }
}
