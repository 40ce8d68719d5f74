package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.form.Page;
import consimt.notice.ChangeId;
import consimt.notice.delivery.DeliveryPorts.UndeliveredNotices;
import consimt.notice.delivery.Undelivered;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Key: the business / whether the notice was given up, and the place of its change. An item has what came back as one JSON
 * text. Items expire (TTL).
 */
@Singleton
record DynamoUndeliveredNotices(Store store, ObjectMapper mapper) implements UndeliveredNotices {

    /** Sorts before {@link #TRIED}. */
    private static final String GIVEN_UP = "given-up#";

    private static final String TRIED = "tried#";

    /** After all ids of its kind. */
    private static final String END = "~";

    @Override
    public void put(BusinessId businessId, Undelivered notice, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>(key(businessId, id(notice.givenUp(), notice.id())));
        item.put(Attributes.TOLD, Items.text(json().text(notice)));
        item.put(Attributes.EXPIRES_AT, Items.seconds(now.plus(Duration.ofDays(KEPT_DAYS))));
        store.aside().put(item, new Write());
        if (notice.givenUp()) {
            delete(businessId, List.of(id(false, notice.id())));
        }
    }

    @Override
    public void remove(BusinessId businessId, ChangeId id) {
        delete(businessId, List.of(id(false, id), id(true, id)));
    }

    @Override
    public ChangeId firstTriedAgain(BusinessId businessId, ChangeId atTheLatest) {
        return between(businessId, TRIED, id(false, atTheLatest)).limit(1).items().stream()
                .map(item -> json().read(item, Attributes.TOLD).id())
                .findFirst()
                .orElse(atTheLatest);
    }

    @Override
    public void removeTriedAgain(BusinessId businessId, ChangeId through) {
        List<String> ids = new ArrayList<>();
        between(businessId, TRIED, id(false, through)).all(item -> ids.add(Items.text(item, Attributes.ID)));
        delete(businessId, ids);
    }

    @Override
    public Page<Undelivered> read(BusinessId businessId, @Nullable String after, int limit, Instant now) {
        return between(businessId, after == null ? GIVEN_UP : after + Query.AFTER, TRIED + END)
                .page(
                        limit,
                        item -> Optional.of(json().read(item, Attributes.TOLD)),
                        notice -> id(notice.givenUp(), notice.id()));
    }

    private void delete(BusinessId businessId, List<String> ids) {
        store.delete(
                store.tables().aside(),
                ids.stream().map(id -> key(businessId, id)).toList());
    }

    private Query between(BusinessId businessId, String from, String to) {
        return store.aside()
                .where(Attributes.OF, of(businessId))
                .between(Attributes.ID, from, to)
                .strong();
    }

    private static String id(boolean givenUp, ChangeId id) {
        return (givenUp ? GIVEN_UP : TRIED) + EntryItems.place(id);
    }

    /** The keys that a change may have here. */
    static List<Map<String, AttributeValue>> keys(BusinessId businessId, String place) {
        return List.of(key(businessId, GIVEN_UP + place), key(businessId, TRIED + place));
    }

    private static Map<String, AttributeValue> key(BusinessId businessId, String id) {
        return Items.aside(of(businessId), id);
    }

    /** {@code #} is in no id. */
    private static String of(BusinessId businessId) {
        return "notices#" + businessId.value();
    }

    private StoredJson<Undelivered> json() {
        return new StoredJson<>(mapper, Undelivered.class);
    }
}
