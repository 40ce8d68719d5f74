package consimt.bench;

import consimt.kit.World;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Webhook;
import java.time.Duration;

/** A webhook's envelope with one update, and one with a thousand about a thousand relations, each of people nobody knows. */
final class Deliveries {

    private static final int BEFORE = 200;
    private static final int SINGLE = 300;
    private static final int LARGE = 5;

    record Figures(Times single, Times large) {}

    private Deliveries() {}

    static Figures measure() {
        Times single = new Times();
        Times large = new Times();
        World world = configured();
        for (int i = 0; i < BEFORE + SINGLE; i++) {
            byte[] envelope =
                    Envelopes.of(Envelopes.message("90", World.somebody(), "wamid.s" + i, "hello", now(world)));
            Duration took = took(world, envelope);
            if (i >= BEFORE) {
                single.add(took);
            }
        }
        for (int i = 0; i < LARGE; i++) {
            World fresh = configured();
            large.add(took(fresh, Envelopes.thousand(now(fresh) - 1_000)));
        }
        return new Figures(single, large);
    }

    private static World configured() {
        World world = World.fresh();
        for (int i = 0; i < 10; i++) {
            world.call(
                    "configure-business",
                    "{'businessId':'b%d','name':'B','country':'RO','removal':{'mode':'AUTOMATIC'},'whatsapp':{'phoneNumberIds':['9%d']}}",
                    i,
                    i);
        }
        return world;
    }

    private static long now(World world) {
        return world.clock.instant().getEpochSecond();
    }

    private static Duration took(World world, byte[] envelope) {
        long start = System.nanoTime();
        if (Webhook.deliver(world, envelope) != 200) {
            throw new IllegalStateException("the envelope was not taken");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
