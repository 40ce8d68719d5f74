package consimt.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.business.BusinessSettings;
import consimt.form.Input;
import consimt.kit.World;
import consimt.notice.delivery.NoticeEvents;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;

/** A stack as the template makes it, with an operator and a business of which nothing is wrong. A test spoils it. */
final class SoundStack {

    private static final String DRAWN = "0f3c9a51d2b84e7799aa01bc6f5e2d84c7b1a6e39d024f58";

    final StoresClock stores = new StoresClock();
    final World world = World.fresh(stores);

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
        stores.now = world.clock.instant();
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

    /** What a process says that remembers nothing. */
    JsonNode look(@Nullable String token) {
        Doctor doctor = new Doctor(
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

    /** The store's answers have its time, where the engine of the tests tells none. */
    static final class StoresClock implements ExecutionInterceptor {

        private Instant now = Instant.parse("2026-11-24T12:00:00Z");

        /** Whether it describes no table. */
        boolean isSilent;

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (isSilent && context.request() instanceof DescribeTableRequest) {
                throw SdkClientException.create("nobody answers");
            }
        }

        @Override
        public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            return context.httpResponse().toBuilder()
                    .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)))
                    .build();
        }
    }
}
