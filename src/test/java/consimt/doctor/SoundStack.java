package consimt.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.business.BusinessSettings;
import consimt.eventbridge.BusStandIn;
import consimt.form.Input;
import consimt.kit.World;
import consimt.notice.delivery.NoticeEvents;
import consimt.sqs.QueuesStandIn;
import consimt.whatsapp.Envelopes;
import consimt.whatsapp.Platform;
import consimt.whatsapp.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** A stack as the template makes it, with an operator and a business of which nothing is wrong. A test spoils it. */
final class SoundStack {

    private static final String DRAWN = "0f3c9a51d2b84e7799aa01bc6f5e2d84c7b1a6e39d024f58";

    final AsDeployed tables = new AsDeployed();
    final World world = World.fresh(tables);
    final QueuesStandIn queues = new QueuesStandIn();
    final BusStandIn bus = new BusStandIn();

    /** {@code address}, {@code pages}, {@code issuer}, {@code audience}. */
    final Map<String, String> parameters = new HashMap<>();

    /** Whether receipts are switched on. */
    boolean hasReceipts = true;

    /** The id of the business's token. */
    final String token;

    SoundStack() {
        world.secrets
                .with("consimt/link-key", DRAWN)
                .with(Webhook.SECRET_NAME, DRAWN)
                .with("consimt/whatsapp/verify-token", DRAWN)
                .with("consimt/notices/b", DRAWN)
                .with(World.RECEIPT_KEY, DRAWN)
                .with("consimt/notices/librarie", "whsec_" + DRAWN);
        operator("'gateway':{'address':'https://api.example','pages':'https://pages.example'}");
        settles("");
        token = world.text("/tokenId", "issue-business-token", "{'businessId':'librarie','name':'the shop'}");
    }

    void operator(String more) {
        world.settle("operator", more);
    }

    /** @param more fields in the place of the sound ones */
    void settles(String more) {
        ObjectNode settings = (ObjectNode) World.tree("""
                {'languages':['ro','en'],'topics':[{'code':'books','labels':{'ro':'Cărți','en':'Books'}}],
                 'reasons':[{'code':'NO_TIME','labels':{'ro':'Fără timp','en':'No time'}}],
                 'notices':{'url':'http://localhost:1/','secretName':'consimt/notices/librarie'},
                 'whatsapp':{'phoneNumberIds':['1'],'numberLabels':[{'id':'1','label':'one'}]}}
                """);
        settings.setAll((ObjectNode) World.tree("{" + more + "}"));
        String fields = settings.toString();
        JsonNode answer = world.settle(
                "librarie", fields.substring(1, fields.length() - 1).replace("%", "%%"));
        if (!answer.get("outcome").textValue().equals("RECORDED")) {
            throw new IllegalStateException(answer.toString());
        }
    }

    void later(Duration time) {
        world.clock.pass(time);
        tables.now = world.clock.instant();
    }

    void switchesTheEndpointOff() {
        world.call("request-opt-out", "{'userId':'%s','businessId':'librarie'}", World.somebody());
        world.outside.status = 410;
        world.elsewhere().notices("deliver-notice").deliver(NoticeEvents.ofQueue(world, "librarie", 1));
    }

    /** The webhook hears of a number. */
    void hears(String phoneNumberId) {
        hears(phoneNumberId, World.somebody());
    }

    void hears(String phoneNumberId, String person) {
        String said = Envelopes.message(
                phoneNumberId,
                person,
                "wamid." + person,
                "stop",
                world.clock.instant().getEpochSecond());
        world.elsewhere().webhook.receive().answer(new Platform(DRAWN).call(Envelopes.of(said)));
    }

    void loses(String table) {
        world.client.deleteTable(delete -> delete.tableName(table));
    }

    /** @param name how the name of the table ends */
    void table(String name, Consumer<TableDescription.Builder> spoil) {
        answers(DescribeTableResponse.class, answer -> {
            TableDescription.Builder table = answer.table().toBuilder();
            if (answer.table().tableName().endsWith("-" + name)) {
                spoil.accept(table);
            }
            return answer.toBuilder().table(table.build()).build();
        });
    }

    /** AWS answers otherwise. */
    <R extends SdkResponse> void answers(Class<R> which, UnaryOperator<R> otherwise) {
        tables.otherwise = answer -> which.isInstance(answer) ? otherwise.apply(which.cast(answer)) : answer;
    }

    /** What a process says that remembers nothing. */
    JsonNode look(@Nullable String token) {
        Doctor doctor = new Doctor(
                List.of(world.stores.tables(), queues.part(), bus.part()),
                new StackSettings(
                        true,
                        parameter("address"),
                        parameter("pages"),
                        true,
                        parameter("issuer"),
                        parameter("audience"),
                        Optional.empty(),
                        Optional.of(World.RECEIPT_KEY).filter(name -> hasReceipts),
                        "consimt/link-key",
                        "consimt/whatsapp/app-secret",
                        "consimt/whatsapp/verify-token"),
                new BusinessSettings(world.stores.businesses(), world.clock, "operator"),
                world.stores.inventory(),
                world.stores.endpoints(),
                world.secrets.secrets(world.clock),
                world.clock);
        String asked = token == null ? "{}" : "{\"nextToken\":\"" + token + "\"}";
        return World.JSON.valueToTree(doctor.doctor(Input.of(asked.getBytes(StandardCharsets.UTF_8))));
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Of all pages. */
    List<JsonNode> findings() {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = look(null);
        page.get("findings").forEach(all::add);
        while (page.has("nextToken")) {
            page = look(page.get("nextToken").textValue());
            page.get("findings").forEach(all::add);
        }
        return all;
    }

    Set<Map<String, AttributeValue>> stored() {
        return world.items().collect(Collectors.toSet());
    }

    /** What AWS says of the tables, where the engine of the tests has no stream, no expiry and no protection. */
    private static final class AsDeployed implements ExecutionInterceptor {

        /** By the clock of the store. */
        private Instant now = Instant.parse("2026-11-24T12:00:00Z");

        private UnaryOperator<SdkResponse> otherwise = UnaryOperator.identity();

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            return context.httpResponse().toBuilder()
                    .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
                    .build();
        }

        @Override
        public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
            SdkResponse answer = context.response();
            if (answer instanceof DescribeTableResponse described) {
                TableDescription.Builder table = described.table().toBuilder().deletionProtectionEnabled(true);
                if (described.table().tableName().endsWith("-ledger")) {
                    table.streamSpecification(
                            stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE));
                }
                answer = described.toBuilder().table(table.build()).build();
            } else if (answer instanceof DescribeTimeToLiveResponse described) {
                answer = described.toBuilder()
                        .timeToLiveDescription(ttl ->
                                ttl.timeToLiveStatus(TimeToLiveStatus.ENABLED).attributeName("expiresAt"))
                        .build();
            }
            return otherwise.apply(answer);
        }
    }
}
