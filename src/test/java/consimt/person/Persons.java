package consimt.person;

import consimt.business.BusinessSettings;
import consimt.dynamodb.Stores;
import consimt.kit.World;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.record.Recorders;
import consimt.relation.EntryId;
import consimt.relation.UserId;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The functions about a person's data as the application puts them together, and what tests of erasures say. */
public final class Persons {

    private Persons() {}

    public static ErasePerson erasing(Stores stores, BusinessSettings settings, Rebuilder rebuilder, Clock clock) {
        return new ErasePerson(
                stores.standings(),
                stores.people(),
                new Eraser(stores.people(), stores.ledger()),
                stores.followUps(),
                settings,
                rebuilder,
                clock);
    }

    /** The person and the business of an input. */
    static String who(String user) {
        return "'userId':'%s','businessId':'shop'".formatted(user);
    }

    /** By the word of the business alone, two ids are one person's. */
    static void businessSays(World world, String entry, String id, String other) {
        world.recorder.record(Recorders.identity(
                EntryId.ofRequest(entry),
                World.relation(id, "shop"),
                new UserId(other),
                Source.by("whatsapp").signedBy(Signer.BUSINESS),
                world.clock.instant(),
                world.clock.instant()));
    }

    /** The items that have a text. */
    static List<String> left(World world, String text) {
        return Stream.of(world.tables.ledger(), world.tables.followUps(), world.tables.relations())
                .flatMap(table -> world.items(table).stream())
                .map(Object::toString)
                .filter(item -> item.contains(text))
                .toList();
    }
}
