package consimt.bench;

import com.sun.management.OperatingSystemMXBean;
import consimt.answer.Answer;
import consimt.business.BusinessSettings;
import consimt.consent.ImportPreferences;
import consimt.dynamodb.Crowd;
import consimt.form.Input;
import consimt.form.ProtectiveInput;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.permission.ComputedAudiences;
import consimt.permission.FilterAudience;
import consimt.record.ToldIds;
import consimt.runtime.Parallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The functions for lists of people, in processor time of this process, and as controls the same calls of the store by the
 * bare SDK, which throws the answers away. The two take turns. The store is another process.
 */
final class Lists {

    private static final int PEOPLE = 25_000;
    private static final int ROWS = 1_000;
    private static final int AT_ONCE = 8;
    private static final int AUDIENCES = 10_000;
    private static final int BEFORE = 3;
    private static final int ROUNDS = 5;

    /**
     * @param units of a million ids in sorted stretches
     * @param worst units above 1.05 times the cheaper plan, of the worst of ten thousand audiences
     * @param calls of the store, of one imported opt-out
     * @param writeUnits of the same
     */
    record Figures(
            double units,
            double worst,
            Times filter,
            Times pages,
            Times imported,
            Times writes,
            double calls,
            double writeUnits) {}

    /** The requests of the last call. */
    private static final class Sent implements ExecutionInterceptor {

        private final List<SdkRequest> requests = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            requests.add(context.request());
        }

        private List<SdkRequest> take() {
            List<SdkRequest> taken = List.copyOf(requests);
            requests.clear();
            return taken;
        }
    }

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Sent sent = new Sent();
    private final World world = World.fresh(sent);

    /** Where the control writes. */
    private final World bare = World.fresh();

    private final Times filter = new Times();
    private final Times pages = new Times();
    private final Times imported = new Times();
    private final Times writes = new Times();

    private Lists() {}

    static Figures measure() {
        Lists lists = new Lists();
        lists.filter();
        lists.imports();
        Meter meter = new Meter();
        World counted = World.fresh(meter);
        importing(counted, rows(1));
        meter.take();
        importing(counted, rows(ROWS));
        Meter.Reading took = meter.take();
        ComputedAudiences computed = new ComputedAudiences();
        return new Figures(
                computed.unitsOfAMillion(),
                computed.worst(AUDIENCES),
                lists.filter,
                lists.pages,
                lists.imported,
                lists.writes,
                took.calls().stream().filter(call -> !call.startsWith("Get")).count() / (double) ROWS,
                took.writeUnits() / ROWS);
    }

    private void filter() {
        byte[] asked = "{\"businessId\":\"shop\",\"category\":\"SERVICE\",\"userIds\":[\"%s\"]}"
                .formatted(String.join("\",\"", Crowd.fill(world, "shop", PEOPLE)))
                .getBytes(StandardCharsets.UTF_8);
        FilterAudience function = new FilterAudience(world.stores.audiences(), settings(world), world.clock);
        for (int round = 0; round < BEFORE + ROUNDS; round++) {
            sent.take();
            Duration whole = processorTime(() -> write(function.filterAudience(Input.of(asked))));
            List<SdkRequest> requests = sent.take();
            Duration alone = processorTime(() -> requests.forEach(request -> make(world.client, request)));
            if (round >= BEFORE) {
                filter.add(whole);
                pages.add(alone);
            }
        }
    }

    private void imports() {
        for (int round = 0; round < BEFORE + ROUNDS; round++) {
            byte[] rows = rows(ROWS);
            sent.take();
            Duration whole = processorTime(() -> importing(world, rows));
            List<SdkRequest> requests =
                    sent.take().stream().flatMap(this::elsewhere).toList();
            List<Runnable> lanes = IntStream.range(0, AT_ONCE)
                    .<Runnable>mapToObj(lane -> () -> IntStream.range(0, requests.size())
                            .filter(i -> i / 2 % AT_ONCE == lane)
                            .forEach(i -> make(bare.client, requests.get(i))))
                    .toList();
            Duration alone = processorTime(() -> Parallel.run(lanes));
            if (round >= BEFORE) {
                imported.add(whole);
                writes.add(alone);
            }
        }
    }

    private static byte[] rows(int many) {
        return Stream.generate(World::somebody)
                .limit(many)
                .map("{\"userId\":\"%s\",\"wish\":\"OPT_OUT\"}"::formatted)
                .collect(Collectors.joining(
                        ",",
                        "{\"businessId\":\"shop\",\"source\":\"a list\",\"exportedAt\":\"2026-11-20T10:00:00Z\",\"rows\":[",
                        "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void importing(World where, byte[] rows) {
        write(new ImportPreferences(
                        new ProtectiveInput((metric, value) -> {}),
                        where.recorder,
                        new ToldIds(where.recorder),
                        settings(where),
                        where.clock)
                .importPreferences(Input.of(rows)));
    }

    private static BusinessSettings settings(World where) {
        return new BusinessSettings(where.stores.businesses(), where.clock, "operator");
    }

    private static void write(Answer answer) {
        try {
            World.JSON.writerFor(Answer.class).writeValueAsBytes(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same write to the tables of the control. Reads of settings are left out. */
    private Stream<SdkRequest> elsewhere(SdkRequest request) {
        if (request instanceof PutItemRequest put) {
            return Stream.of(put.toBuilder().tableName(bare.tables.ledger()).build());
        }
        return request instanceof UpdateItemRequest update
                ? Stream.of(
                        update.toBuilder().tableName(bare.tables.relations()).build())
                : Stream.empty();
    }

    private static void make(DynamoDbClient client, SdkRequest request) {
        if (request instanceof QueryRequest query) {
            client.query(query);
        } else if (request instanceof BatchGetItemRequest get) {
            client.batchGetItem(get);
        } else if (request instanceof PutItemRequest put) {
            client.putItem(put);
        } else if (request instanceof UpdateItemRequest update) {
            client.updateItem(update);
        }
    }

    private static Duration processorTime(Runnable work) {
        long before = SYSTEM.getProcessCpuTime();
        work.run();
        return Duration.ofNanos(SYSTEM.getProcessCpuTime() - before);
    }
}
