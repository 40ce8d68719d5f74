package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.answer.BatchFailures;
import consimt.business.BusinessSettings;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.runtime.Metrics;
import consimt.runtime.StoreUnavailable;
import consimt.secret.Secrets;
import java.time.Clock;
import java.util.List;

/** The functions about WhatsApp, as the application sets them up. */
public record Webhook(ReceiveWhatsApp receive, ReceiveWhatsAppSns receiveSns, UpdateRecorder recorder) {

    public static final String SECRET_NAME = "consimt/whatsapp/app-secret";
    /** That of a business whose app the operator runs. */
    public static final String LISTED = "consimt/whatsapp/run-by-the-operator";

    public static final String TOKEN_NAME = "consimt/whatsapp/verify-token";

    private static final Platform PLATFORM = new Platform(Platform.SECRET);

    /** Brings an envelope that the operator's secret signed, and tells the status of the answer. */
    public static int deliver(World world, byte[] envelope) {
        return world.webhook.receive().answer(PLATFORM.call(envelope)).statusCode();
    }

    /** Brings one that a secret which the business itself holds signed. */
    public static int deliver(World world, Platform business, byte[] envelope) {
        return world.webhook.receive().answer(business.call(envelope)).statusCode();
    }

    /** Whether a fault of the store's ends it, which becomes an answer of 503; else it is answered 200. */
    public static boolean isCutOff(World world, byte[] envelope) {
        return Fault.cutsOff(() -> assertEquals(200, deliver(world, envelope)));
    }

    /** The same of one that the business signed. */
    public static boolean isCutOff(World world, Platform business, byte[] envelope) {
        return Fault.cutsOff(() -> assertEquals(200, deliver(world, business, envelope)));
    }

    /** Updates that a topic of the operator's brings. */
    public static boolean isCutOffByTopic(World world, String change) {
        return Fault.cutsOff(() -> deliverByTopic(world, change));
    }

    /** @throws StoreUnavailable if the topic's queue brings them again */
    public static void deliverByTopic(World world, String... changes) {
        BatchFailures failed =
                (BatchFailures) world.webhook.receiveSns().receiveWhatsAppSns(Envelopes.ofTopic(changes));
        if (!failed.batchItemFailures().isEmpty()) {
            throw new StoreUnavailable("they come again");
        }
    }

    public static Webhook on(
            UpdateRecorder recorder,
            UnclaimedUpdates unclaimed,
            BusinessSettings settings,
            Secrets secrets,
            Metrics metrics,
            Clock clock) {
        Signers signers = new Signers(settings, secrets, List.of(SECRET_NAME, LISTED), TOKEN_NAME);
        Deliveries deliveries = new Deliveries(recorder, unclaimed, metrics, clock);
        return new Webhook(
                new ReceiveWhatsApp(signers, deliveries, metrics, clock),
                new ReceiveWhatsAppSns(signers, deliveries, metrics, clock),
                recorder);
    }
}
