package consimt.person;

import consimt.business.BusinessSettings;
import consimt.dynamodb.Stores;
import consimt.rebuild.Rebuilder;
import java.time.Clock;

/** The functions about a person's data as the application puts them together. */
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
}
