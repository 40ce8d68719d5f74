package consimt.person;

import consimt.dynamodb.Stores;
import consimt.followup.HandWork;
import java.time.Clock;

/** The rebuilding as the application puts it together. */
public final class Rebuilding {

    private Rebuilding() {}

    public static RebuildRelation on(Stores stores, HandWork work, Clock clock) {
        return new RebuildRelation(stores.wholeLedger(), rebuilder(stores, work, clock));
    }

    public static Rebuilder rebuilder(Stores stores, HandWork work, Clock clock) {
        return new Rebuilder(
                stores.wholeLedger(), stores.storedRelations(), stores.followUps(), work.removals(), clock);
    }
}
