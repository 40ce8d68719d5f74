package consimt.dynamodb;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import consimt.form.Page;
import consimt.runtime.Parallel;
import consimt.runtime.Sha256;
import consimt.whatsapp.UnclaimedUpdates;
import consimt.whatsapp.WordsOfRelease.WordsInUse;
import consimt.whatsapp.envelope.Update;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Key: the number / the update's kind and entry, so that sent messages sort after wishes. An item has the update as one
 * JSON text, a few kilobytes at most. Items expire (TTL). The store may delete them late, so readers compare the clock.
 */
@Singleton
record DynamoUnclaimedUpdates(Store store, ObjectMapper mapper) implements UnclaimedUpdates, WordsInUse {

    /** The key of the item that has an attribute for each version of the words. It never expires. */
    private static final String WORDS = "#words";

    @Override
    public void keep(List<Update> updates, Instant now) {
        // Whether a text may be a refusal takes a search, so each update is judged once.
        List<Update> kept = updates.stream().map(update -> update.kept(now)).toList();
        Parallel.run(kept.stream()
                .filter(DynamoUnclaimedUpdates::isSuspected)
                .<Runnable>map(update -> () -> keepFirst(update, now))
                .toList());
        keepLast(kept.stream().filter(update -> !isSuspected(update)).toList(), now);
    }

    private static boolean isSuspected(Update kept) {
        return kept instanceof Update.MessageReceived message && message.words().suspected();
    }

    /** What may be a refusal counts from its first arrival, so a later delivery does not replace it. */
    private void keepFirst(Update kept, Instant now) {
        store.aside()
                .update(
                        key(kept),
                        new Write()
                                .setIfAbsent(Attributes.TOLD, Items.text(json().text(kept)))
                                .set(Attributes.EXPIRES_AT, Items.seconds(now.plus(KEPT))));
    }

    /** A batch must not name an item twice. */
    private void keepLast(List<Update> kept, Instant now) {
        Map<Map<String, AttributeValue>, WriteRequest> writes = new LinkedHashMap<>();
        kept.forEach(update -> writes.computeIfAbsent(key(update), key -> put(key, update, now)));
        store.write(store.tables().aside(), writes.values());
    }

    private WriteRequest put(Map<String, AttributeValue> key, Update kept, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.put(Attributes.TOLD, Items.text(json().text(kept)));
        item.put(Attributes.EXPIRES_AT, Items.seconds(now.plus(KEPT)));
        return WriteRequest.builder().putRequest(put -> put.item(item)).build();
    }

    @Override
    public void remove(List<KeptUpdate> updates) {
        Set<Map<String, AttributeValue>> keys = updates.stream()
                .map(each -> key(each.update().phoneNumberId(), each.key()))
                .collect(Collectors.toSet());
        store.delete(store.tables().aside(), keys);
    }

    @Override
    public Page<KeptUpdate> of(String phoneNumberId, int most, Instant now) {
        return store.aside()
                .where(Attributes.OF, number(phoneNumberId))
                .strong()
                .only(Attributes.EXPIRES_AT, ">", Items.seconds(now))
                .page(
                        most,
                        item -> Optional.of(
                                new KeptUpdate(Items.text(item, Attributes.ID), json().read(item, Attributes.TOLD))),
                        KeptUpdate::key);
    }

    private Map<String, AttributeValue> key(Update kept) {
        return key(kept.phoneNumberId(), id(kept));
    }

    private static Map<String, AttributeValue> key(String phoneNumberId, String id) {
        return Items.aside(number(phoneNumberId), id);
    }

    /**
     * No number, kind or entry has {@code #}, and {@code ~} sorts after all letters. Sent messages come last, because
     * only the wishes show whether marketing was late. An entry's id is unique within its relation only, and this table
     * has the updates of all people. So where that id is not unique among all updates, the key has a hash over the
     * whole update but its arrival. What may be a refusal has a key of its own, so that no other update with the
     * same id replaces it. So has a message that is no agreement by where it stands: it may come again as one that is.
     */
    private String id(Update kept) {
        String id = kept.getClass().getSimpleName()
                + (isSuspected(kept) ? "?" : "")
                + (kept instanceof Update.MessageReceived message && !message.mayAgree() ? "-" : "")
                + "#"
                + (kept.hasIdOfItsOwn()
                        ? kept.entryId().value()
                        : Sha256.of(json().text(kept.kept(Instant.EPOCH))).base64Url());
        return kept instanceof Update.MarketingSent ? "~" + id : id;
    }

    private static String number(String phoneNumberId) {
        return "whatsapp#" + phoneNumberId;
    }

    @Override
    public Instant since(String version, Instant now) {
        String attribute = Attributes.SINCE_OF + version;
        Map<String, AttributeValue> before = store.aside()
                .update(Items.aside(WORDS, WORDS), new Write().setIfAbsent(attribute, Items.text(Texts.instant(now))));
        return Objects.requireNonNullElse(Items.optional(before, attribute, Instant::parse), now);
    }

    private StoredJson<Update> json() {
        // Non-ASCII characters are escaped, because people's texts may have lone surrogates, which the store refuses.
        ObjectWriter writer = mapper.writerFor(Update.class).with(JsonWriteFeature.ESCAPE_NON_ASCII);
        return new StoredJson<>(mapper, Update.class, writer);
    }
}
