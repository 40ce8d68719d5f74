package consimt.dynamodb;

import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.Business;
import consimt.business.Businesses;
import consimt.business.Businesses.Settling.Settled;
import consimt.business.Businesses.Settling.Unsettled;
import consimt.ledger.CalledBy;
import consimt.ledger.Entry;
import consimt.ledger.EntryContent;
import consimt.ledger.SettingsJson;
import consimt.ledger.Source;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.runtime.StoreUnavailable;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Key: {@code businessId}. The settings are one JSON text, in the form in which callers see them.
 *
 * <p>Each WhatsApp number has an item of its own, with the business that owns the number. Its key is no business's id.
 * A business may have several numbers, which an index could not key, and two businesses may not have the same one.
 *
 * <p>The settings before decide which numbers are claimed and which are given up. So a write has the condition that the
 * stored settings are still those that were read (compare-and-set); if not, they are read again.
 *
 * <p>A change and its ledger entry are one transaction. So the entries of a business are a chain: what one has as
 * {@code before}, another has as {@code after}.
 */
@Singleton
record DynamoBusinesses(Store store, ObjectMapper mapper) implements Businesses {

    private static final int TRIES = 8;
    private static final int SETTINGS_THEMSELVES = 0;

    /**
     * In bytes. An item has 400 KB at most, and an entry has the settings before and after.
     */
    private static final int LONGEST = 190_000;

    /** So few changes are read at once, because settings may be long. */
    private static final int CHANGES_OF_A_READ = 25;

    @Override
    public Optional<Business> find(BusinessId businessId) {
        return item(businessId.value()).map(this::business);
    }

    @Override
    public Map<BusinessId, Business> find(Set<BusinessId> businessIds) {
        List<Map<String, AttributeValue>> keys =
                businessIds.stream().map(businessId -> key(businessId.value())).toList();
        return store.read(store.tables().businesses(), keys, true).stream()
                .map(this::business)
                .collect(Collectors.toMap(Business::businessId, Function.identity()));
    }

    @Override
    public Optional<BusinessId> ownerOf(String phoneNumberId) {
        return item(numberKey(phoneNumberId)).map(item -> new BusinessId(Items.text(item, Attributes.OWNER)));
    }

    private Optional<Map<String, AttributeValue>> item(String key) {
        return store.businesses().find(key(key));
    }

    /** By the index of entries by time, which has other changes about the business too. */
    @Override
    public List<PastSettings> inForce(BusinessId businessId, Instant from, Instant to) {
        List<PastSettings> found = new ArrayList<>();
        Query changes = store.ledger()
                .where(Attributes.RELATION, Texts.settings(businessId))
                .where(Attributes.OCCURRED_AT, "<=", Texts.instant(to))
                .index(Attributes.ENTRIES_BY_TIME)
                .backwards()
                .limit(CHANGES_OF_A_READ)
                .only(Attributes.KIND, "=", Items.text(EntryContent.Kind.SETTINGS.name()));
        changes.all(
                item -> {
                    if (!isAsOf(found, from)) {
                        found.add(past(EntryItems.entry(item)));
                    }
                },
                () -> !isAsOf(found, from));
        if (!isAsOf(found, from)) {
            found.add(new PastSettings(Business.unconfigured(businessId), null));
        }
        return found;
    }

    private static boolean isAsOf(List<PastSettings> found, Instant from) {
        Instant earliest = found.isEmpty() ? null : found.get(found.size() - 1).since();
        return earliest != null && !earliest.isAfter(from);
    }

    private PastSettings past(Entry entry) {
        SettledBy by = new SettledBy(entry.id(), entry.occurredAt());
        return new PastSettings(
                json().read(((EntryContent.Settings) entry.what()).after().text()), by);
    }

    private static Map<String, AttributeValue> key(String key) {
        return Map.of(Attributes.BUSINESS_ID, Items.text(key));
    }

    @Override
    public Settling put(BusinessId businessId, NewSettings settled, String actor, Instant at) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Settling> settling = inPlaceOf(item(businessId.value()), settled, actor, at);
            if (settling.isPresent()) {
                return settling.get();
            }
            store.pause().of(Retries.pauseAfter(tries));
        }
        throw new StoreUnavailable("others settled the same business each time");
    }

    /** Empty if the settings changed after they were read, or if another transaction was writing one of the items. */
    private Optional<Settling> inPlaceOf(
            Optional<Map<String, AttributeValue>> read, NewSettings settled, String actor, Instant at) {
        Optional<Business> stored = read.map(this::business);
        Business business = settled.after(stored);
        Map<String, AttributeValue> item = stored(business);
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(store.businesses().putting(item, asRead(read)));
        if (isChange(read, item)) {
            EntryContent.Settings change =
                    new EntryContent.Settings(read.map(DynamoBusinesses::shown).orElse(null), shown(item));
            if (change.after().text().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                return Optional.of(Unsettled.TOO_LONG);
            }
            items.add(store.ledger()
                    .putting(EntryItems.item(business.businessId(), entry(change, actor, at), at), EntryItems.ifNew()));
        }
        int firstNumber = items.size();
        Set<String> now = numbers(business);
        Set<String> before = stored.map(DynamoBusinesses::numbers).orElse(Set.of());
        now.forEach(number -> items.add(claim(number, business.businessId())));
        before.stream()
                .filter(number -> !now.contains(number))
                .forEach(number -> items.add(
                        store.businesses().deleting(key(numberKey(number)), ifOfNobodyElse(business.businessId()))));
        Settled done = new Settled(business);
        if (items.size() > 1) {
            return write(items, firstNumber, done);
        }
        return Calls.isDone(() -> store.businesses().put(item, asRead(read))) ? Optional.of(done) : Optional.empty();
    }

    private static Entry entry(EntryContent.Settings change, String actor, Instant at) {
        return new Entry(EntryId.ofSettings(at), at, at, Source.of(actor, CalledBy.OPERATOR), null, change);
    }

    private static SettingsJson shown(Map<String, AttributeValue> item) {
        return new SettingsJson(Items.text(item, Attributes.SETTINGS));
    }

    /** Whether the settings differ. The order of fields in the JSON does not count. */
    private boolean isChange(Optional<Map<String, AttributeValue>> before, Map<String, AttributeValue> after) {
        Map<String, AttributeValue> old = before.orElse(Map.of());
        return !json().isSame(old.get(Attributes.SETTINGS), after.get(Attributes.SETTINGS))
                || !Objects.equals(old.get(Attributes.WORDS_TAKEN_AWAY_AT), after.get(Attributes.WORDS_TAKEN_AWAY_AT));
    }

    private Optional<Settling> write(List<TransactWriteItem> items, int firstNumber, Settled done) {
        Set<Integer> failed = Calls.refusal(store.client(), items).orElse(null);
        if (failed == null) {
            return Optional.of(done);
        }
        boolean isOfAnother = failed.stream().anyMatch(item -> item >= firstNumber);
        return isOfAnother && !failed.contains(SETTINGS_THEMSELVES)
                ? Optional.of(Unsettled.NUMBER_OF_ANOTHER)
                : Optional.empty();
    }

    /** Only if the settings that are replaced are still stored. */
    private static Write asRead(Optional<Map<String, AttributeValue>> read) {
        // Equal settings may have been stored again after others that removed words, so the time is compared too.
        Write write = new Write();
        Map<String, AttributeValue> old = read.orElse(Map.of());
        for (String attribute : List.of(Attributes.SETTINGS, Attributes.WORDS_TAKEN_AWAY_AT)) {
            write.onlyIfIs(attribute, old.get(attribute));
        }
        return write;
    }

    private TransactWriteItem claim(String number, BusinessId owner) {
        Map<String, AttributeValue> item = new HashMap<>(key(numberKey(number)));
        Items.put(item, Attributes.OWNER, owner.value());
        return store.businesses().putting(item, ifOfNobodyElse(owner));
    }

    private static Write ifOfNobodyElse(BusinessId owner) {
        return new Write().onlyIfAbsentOr(Attributes.OWNER, "=", Items.text(owner.value()));
    }

    /** {@code #} is in no business's id. */
    private static String numberKey(String number) {
        return "whatsapp#" + number;
    }

    private static Set<String> numbers(Business business) {
        return new LinkedHashSet<>(business.senders());
    }

    private Map<String, AttributeValue> stored(Business business) {
        Map<String, AttributeValue> item = new HashMap<>();
        Items.put(item, Attributes.BUSINESS_ID, business.businessId().value());
        Items.put(item, Attributes.SETTINGS, json().text(business));
        Items.put(item, Attributes.WORDS_TAKEN_AWAY_AT, business.wordsTakenAwayAt());
        return item;
    }

    private Business business(Map<String, AttributeValue> item) {
        return json().read(item, Attributes.SETTINGS)
                .withWordsTakenAwayAt(Items.optional(item, Attributes.WORDS_TAKEN_AWAY_AT, Instant::parse));
    }

    private StoredJson<Business> json() {
        return new StoredJson<>(mapper, Business.class);
    }
}
