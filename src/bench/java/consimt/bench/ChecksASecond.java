package consimt.bench;

import consimt.answer.Answer;
import consimt.business.BusinessSettings;
import consimt.form.Input;
import consimt.kit.World;
import consimt.permission.CheckPermission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How many checks a second one process answers, of several callers at once, beside how many items the SDK reads from the
 * same store in the same process. The store is on the same machine and takes most of its time.
 */
final class ChecksASecond {

    private static final List<Integer> CALLERS = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final Duration EACH = Duration.ofSeconds(2);
    private static final int ROUNDS = 3;
    private static final String PERSON = World.somebody();
    private static final byte[] CHECK = ("{\"businessId\":\"shop\",\"userId\":\"" + PERSON
                    + "\",\"category\":\"MARKETING\"}")
            .getBytes(StandardCharsets.UTF_8);

    /** In a second, medians of the rounds. */
    record Rate(int callers, double checks, double reads) {}

    private final World world = World.fresh();
    private final CheckPermission check;

    private ChecksASecond() {
        world.call("decide-consent", "{'userId':'%s','businessId':'shop','decision':'CONTINUE'}", PERSON);
        Clock clock = Clock.systemUTC();
        check = new CheckPermission(
                world.stores.standings(), new BusinessSettings(world.stores.businesses(), clock, "operator"), clock);
    }

    static List<Rate> measure() throws InterruptedException {
        ChecksASecond run = new ChecksASecond();
        run.rate(run::check, 2);
        run.rate(run::read, 2);
        List<Rate> rates = new ArrayList<>();
        for (int callers : CALLERS) {
            List<Double> checks = new ArrayList<>();
            List<Double> reads = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                checks.add(run.rate(run::check, callers));
                reads.add(run.rate(run::read, callers));
            }
            rates.add(new Rate(callers, median(checks), median(reads)));
        }
        return rates;
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    private void check() {
        try {
            World.JSON.writerFor(Answer.class).writeValueAsBytes(check.checkPermission(Input.of(CHECK)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        Map<String, AttributeValue> key =
                Map.of("userId", AttributeValue.fromS(PERSON), "businessId", AttributeValue.fromS("shop"));
        if (!world.client
                .getItem(get -> get.tableName(world.tables.relations()).key(key))
                .hasItem()) {
            throw new IllegalStateException("the relation is not there");
        }
    }

    private double rate(Runnable work, int callers) throws InterruptedException {
        LongAdder done = new LongAdder();
        CountDownLatch ended = new CountDownLatch(callers);
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            Thread caller = new Thread(() -> {
                while (System.nanoTime() - start < EACH.toNanos()) {
                    work.run();
                    done.increment();
                }
                ended.countDown();
            });
            caller.setDaemon(true);
            caller.start();
        }
        ended.await();
        return done.sum() / ((System.nanoTime() - start) / 1e9);
    }
}
