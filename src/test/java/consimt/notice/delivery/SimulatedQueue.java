package consimt.notice.delivery;

import consimt.kit.TestClock;
import consimt.notice.delivery.DeliveryPorts.NoticeQueue;
import consimt.runtime.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A FIFO queue of SQS by a clock of the test: groups, visibility, tries, dead letters, and ids that are known for minutes. */
final class SimulatedQueue implements NoticeQueue {

    private static final Duration KNOWN_FOR = Duration.ofMinutes(5);
    private static final Duration VISIBILITY = Duration.ofSeconds(60);

    private final TestClock clock;
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Instant> known = new HashMap<>();
    final List<Message> dead = new ArrayList<>();

    /** Whether calls fail. */
    boolean isDown;

    SimulatedQueue(TestClock clock) {
        this.clock = clock;
    }

    static final class Message {

        final String group;
        final String ownId;
        final String body;
        final String id;
        private Instant visibleAt;
        int tries;

        private Message(ForQueue from, String id, Instant now) {
            this.group = from.group();
            this.ownId = from.id();
            this.body = from.body();
            this.id = id;
            this.visibleAt = now;
        }
    }

    @Override
    public void put(List<ForQueue> notices) {
        if (isDown) {
            throw new StoreUnavailable("on purpose");
        }
        Set<String> groups = new HashSet<>();
        for (ForQueue each : notices) {
            if (!groups.add(each.group()) || notices.size() > MOST_AT_ONCE) {
                throw new AssertionError("a relation twice in one call");
            }
            Instant last = known.get(each.id());
            if (last == null || last.plus(KNOWN_FOR).isBefore(clock.instant())) {
                known.put(each.id(), clock.instant());
                messages.add(new Message(each, messageId(known.size() + "-" + messages.size()), clock.instant()));
            }
        }
    }

    /** As SQS makes them. */
    private static String messageId(String place) {
        return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @Override
    public void showAgain(String receipt, Duration pause) {
        messages.stream()
                .filter(each -> each.id.equals(receipt))
                .forEach(each -> each.visibleAt = clock.instant().plus(pause));
    }

    /** The first of the relations that may be read now. One whose tries are used up goes to the dead letters. */
    List<Message> receive(int most) {
        Set<String> taken = new HashSet<>();
        List<Message> received = new ArrayList<>();
        for (Message each : List.copyOf(messages)) {
            if (received.size() == most) {
                break;
            }
            if (!taken.add(each.group) || each.visibleAt.isAfter(clock.instant())) {
                continue;
            }
            if (each.tries >= Pauses.MOST_TRIES) {
                messages.remove(each);
                dead.add(each);
                taken.remove(each.group);
                continue;
            }
            each.tries++;
            each.visibleAt = clock.instant().plus(VISIBILITY);
            received.add(each);
        }
        return received;
    }

    void delete(Message message) {
        messages.remove(message);
    }

    int size() {
        return messages.size();
    }

    /** When the next one of a relation's first can be read. */
    Instant nextVisible() {
        Set<String> groups = new HashSet<>();
        return messages.stream()
                .filter(each -> groups.add(each.group))
                .map(each -> each.visibleAt)
                .min(Instant::compareTo)
                .orElse(clock.instant());
    }

    List<String> bodies() {
        return messages.stream().map(each -> each.body).toList();
    }
}
