package consimt.kit;

import consimt.access.Access;
import consimt.business.BusinessSettings;
import consimt.dynamodb.Stores;
import consimt.followup.LateMessages;
import consimt.followup.Work;
import consimt.function.Metrics;
import consimt.identity.Identities;
import consimt.optout.OptIns;
import consimt.optout.OptOuts;
import consimt.optout.StatusOptOuts;
import consimt.secret.Secrets;
import consimt.whatsapp.StatusCircuitBreaker;
import consimt.whatsapp.Webhook;
import java.time.Clock;

/** What a function is made of, as the application puts it together. */
final class Parts {

    final Stores stores;
    final BusinessSettings settings;
    final Clock clock;
    final Metrics metrics;
    final Work work;
    final OptOuts optOuts;
    final OptIns optIns;
    final StatusOptOuts statusOptOuts;
    final Identities identities;
    final LateMessages lateMessages;

    private final Secrets secrets;

    Parts(Stores stores, BusinessSettings settings, Secrets secrets, Metrics metrics, Clock clock) {
        this.stores = stores;
        this.settings = settings;
        this.secrets = secrets;
        this.metrics = metrics;
        this.clock = clock;
        this.work = new Work(stores.followUps(), settings, clock);
        this.optOuts = new OptOuts(stores.ledger(), stores.relations(), work, settings);
        this.optIns = new OptIns(stores.ledger(), stores.relations(), work, settings);
        this.statusOptOuts = new StatusOptOuts(optOuts, clock);
        this.identities = new Identities(stores.ledger(), stores.relations(), work);
        this.lateMessages = new LateMessages(stores.relations(), stores.ledger(), stores.followUps(), clock);
    }

    Access access() {
        return Access.on(stores.revocations(), optOuts, settings, secrets, metrics, clock);
    }

    Webhook webhook() {
        return Webhook.on(
                stores.ledger(),
                stores.relations(),
                identities,
                optOuts,
                optIns,
                lateMessages,
                new StatusCircuitBreaker(stores.admissions(), clock, World.STATUS_OPT_OUTS_AN_HOUR),
                stores.aside(),
                work,
                settings,
                secrets,
                metrics,
                clock);
    }
}
