package consimt.dynamodb;

import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Reservations;
import consimt.relation.UserId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Key: the person / the business, in the table of {@link DynamoUnclaimedUpdates}. An item is the reservation of one
 * introduction. Without an end it never expires, because it counts as sent until the first contact is recorded.
 */
@Singleton
record DynamoReservations(Store store) implements Reservations {

    /** Longer than anybody repeats a request. */
    private static final Duration KEPT = Duration.ofDays(45);

    @Override
    public Optional<Reservation> take(Relation relation, Reservation reservation) {
        Map<String, AttributeValue> item = new HashMap<>(key(relation));
        item.put(Attributes.ENTRY_ID, entry(reservation));
        item.put(Attributes.RECORDED_AT, Items.text(Texts.instant(reservation.at())));
        try {
            store.aside().put(item, new Write().onlyIfAbsent(Attributes.OF));
            return Optional.empty();
        } catch (ConditionalCheckFailedException taken) {
            return Optional.of(reservation(taken.item()));
        }
    }

    @Override
    public Optional<Reservation> find(Relation relation) {
        return store.aside().find(key(relation)).map(DynamoReservations::reservation);
    }

    @Override
    public void giveBack(Relation relation, Reservation reservation) {
        // Else nothing of this reservation is left to give back.
        Calls.isDone(
                () -> store.aside().delete(key(relation), ifIts(reservation).onlyIfAbsent(Attributes.EXPIRES_AT)));
    }

    @Override
    public void close(Relation relation, Reservation reservation) {
        AttributeValue end = Items.seconds(reservation.at().plus(KEPT));
        // Else the reservation was given back.
        Calls.isDone(() ->
                store.aside().update(key(relation), ifIts(reservation).set(Attributes.EXPIRES_AT, end)));
    }

    private static Write ifIts(Reservation reservation) {
        return new Write().onlyIfIs(Attributes.ENTRY_ID, entry(reservation));
    }

    private static AttributeValue entry(Reservation reservation) {
        return Items.text(reservation.contact().value());
    }

    private static Reservation reservation(Map<String, AttributeValue> item) {
        return new Reservation(
                new EntryId(Items.text(item, Attributes.ENTRY_ID)),
                Instant.parse(Items.text(item, Attributes.RECORDED_AT)),
                item.containsKey(Attributes.EXPIRES_AT));
    }

    /** {@code #} is in no id. A key of each person's own spreads the writes of a business. */
    static String of(UserId userId) {
        return "introduction#" + userId.value();
    }

    static Map<String, AttributeValue> key(Relation relation) {
        return Items.aside(of(relation.userId()), relation.businessId().value());
    }
}
