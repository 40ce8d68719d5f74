package consimt.whatsapp;

import static java.util.stream.Collectors.groupingBy;

import consimt.relation.BusinessId;
import consimt.runtime.Metrics;
import consimt.whatsapp.Signers.NumberOwners;
import consimt.whatsapp.envelope.Envelope;
import consimt.whatsapp.envelope.Envelope.Ignored;
import consimt.whatsapp.envelope.Update;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@Singleton
record Deliveries(UpdateRecorder recorder, UnclaimedUpdates aside, Metrics metrics, Clock clock) {

    /**
     * @return whether all of it is stored; false if a business that signs itself brings more than it may in a second
     * @throws consimt.runtime.StoreUnavailable if a part could not be stored
     */
    boolean store(Envelope envelope, NumberOwners parties) {
        List<Update> ofNobody = new ArrayList<>();
        Map<BusinessId, List<Update>> ofBusinesses = new HashMap<>();
        envelope.updates().stream().collect(groupingBy(Update::phoneNumberId)).forEach((number, updates) -> {
            BusinessId owner = parties.owners().get(number);
            (owner == null ? ofNobody : ofBusinesses.computeIfAbsent(owner, id -> new ArrayList<>())).addAll(updates);
        });
        boolean isWhole;
        try {
            isWhole = recorder.record(ofBusinesses, parties);
        } finally {
            // What is of nobody yet keeps nobody's refusal waiting.
            if (!ofNobody.isEmpty()) {
                aside.keep(ofNobody, clock.instant());
                metrics.count("KeptAside", ofNobody.size());
            }
        }
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
        return isWhole;
    }
}
