package consimt.dynamodb;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The physical names of the tables: {@code CONSIMT_TABLE_RELATIONS} and so on in a function's environment. */
@Singleton
public class Tables {

    private final String relations;
    private final String ledger;
    private final String followUps;
    private final String businesses;
    private final String revocations;
    private final String aside;

    public Tables(
            @ConfigProperty(name = "consimt.table.relations") String relations,
            @ConfigProperty(name = "consimt.table.ledger") String ledger,
            @ConfigProperty(name = "consimt.table.follow-ups") String followUps,
            @ConfigProperty(name = "consimt.table.businesses") String businesses,
            @ConfigProperty(name = "consimt.table.revocations") String revocations,
            @ConfigProperty(name = "consimt.table.aside") String aside) {
        this.relations = relations;
        this.ledger = ledger;
        this.followUps = followUps;
        this.businesses = businesses;
        this.revocations = revocations;
        this.aside = aside;
    }

    public String relations() {
        return relations;
    }

    public String ledger() {
        return ledger;
    }

    public String followUps() {
        return followUps;
    }

    public String businesses() {
        return businesses;
    }

    public String revocations() {
        return revocations;
    }

    public String aside() {
        return aside;
    }
}
