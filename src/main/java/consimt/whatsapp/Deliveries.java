package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import consimt.ledger.Places;
import consimt.relation.BusinessId;
import consimt.runtime.Metrics;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.Ignored;
import consimt.whatsapp.envelope.Update;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores a whole delivery: records the updates of each business, and keeps those for unknown numbers aside. */
@Singleton
class Deliveries {

    /** The updates in a second of a business that signs itself, and one envelope more. */
    static final int MOST = 150;

    private final UpdateRecorder recorder;
    private final UnclaimedUpdates aside;
    private final Places places;
    private final Metrics metrics;
    private final Clock clock;

    Deliveries(UpdateRecorder recorder, UnclaimedUpdates aside, Places places, Metrics metrics, Clock clock) {
        this.recorder = recorder;
        this.aside = aside;
        this.places = places;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Whether businesses that sign with secrets of their own may still bring so much. No gateway's limit is theirs, and
     * their updates are entries under the business's one key of the changes, which its opt-outs by other ways need.
     */
    boolean isBounded(Envelope envelope, NumberOwners parties) {
        if (parties.signing().isEmpty()) {
            return true;
        }
        Instant now = clock.instant();
        String slot = "updates of " + now.getEpochSecond();
        return envelope.updates().stream()
                .map(update -> parties.owners().get(update.phoneNumberId()))
                .filter(owner -> owner != null && parties.signing().contains(owner))
                .collect(groupingBy(owner -> owner, summingInt(update -> 1)))
                .entrySet()
                .stream()
                .allMatch(each -> isBounded(each.getKey(), slot, each.getValue(), now));
    }

    private boolean isBounded(BusinessId businessId, String slot, int updates, Instant now) {
        boolean is = places.take(businessId, slot, updates, MOST, now);
        if (!is) {
            metrics.reached("UPDATES", businessId.value());
        }
        return is;
    }

    /** @throws consimt.runtime.StoreUnavailable if a part could not be stored */
    void store(Envelope envelope, NumberOwners parties) {
        List<Update> ofNobody = new ArrayList<>();
        Map<BusinessId, List<Update>> ofBusinesses = new HashMap<>();
        envelope.updates().stream().collect(groupingBy(Update::phoneNumberId)).forEach((number, updates) -> {
            BusinessId owner = parties.owners().get(number);
            (owner == null ? ofNobody : ofBusinesses.computeIfAbsent(owner, id -> new ArrayList<>())).addAll(updates);
        });
        if (!ofNobody.isEmpty()) {
            aside.keep(ofNobody, clock.instant());
            metrics.count("KeptAside", ofNobody.size());
        }
        recorder.record(ofBusinesses, parties);
        for (int i = 0; i < envelope.ignored().getOrDefault(Ignored.REFUSAL_OF_NOBODY, 0); i++) {
            metrics.count("TurnedAwayRefusals", Ignored.REFUSAL_OF_NOBODY.name());
        }
        int ignored = envelope.ignored().entrySet().stream()
                .filter(each -> each.getKey() != Ignored.NOTHING_TO_RECORD)
                .mapToInt(Map.Entry::getValue)
                .sum();
        if (ignored > 0) {
            metrics.count("IgnoredUpdates", ignored);
        }
    }
}
