package consimt.guard;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.answer.IdText;
import consimt.guard.GuardedService.Arrived;
import consimt.guard.GuardedService.Said;
import consimt.kit.LocalServer;
import consimt.kit.Spellings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.LocationTrait;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sesv2.SesV2AsyncClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sns.SnsClient;

/** What the guard lets through, and what it asks. */
class GuardTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StaticCredentialsProvider KEYS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));

    /** The cases that every guard is tried with; those of other ways to send are not this one's. */
    @TestFactory
    Stream<DynamicTest> theGuardDoesWhatTheCasesSay() throws IOException {
        JsonNode all = JSON.readTree(Files.readString(Path.of("src/guards/cases.json")));
        return StreamSupport.stream(all.get("cases").spliterator(), false)
                .filter(each -> !textOf(each, "service").equals("cloud-api"))
                .map(each -> DynamicTest.dynamicTest(
                        textOf(each, "name"), () -> tryCase((ObjectNode) all.get("settings"), each)));
    }

    private static void tryCase(ObjectNode settings, JsonNode one) throws IOException {
        ObjectNode set = settings.deepCopy();
        if (one.has("settings")) {
            set.setAll((ObjectNode) one.get("settings"));
        }
        AtomicInteger asked = new AtomicInteger();
        try (GuardedService consimt = new GuardedService(question -> said(one.get("talk"), asked.getAndIncrement()))) {
            ConsimtGuard guard = new ConsimtGuard(
                    set.toString(), ConsimtGuard.byHttps(consimt.uri().toString(), "the-token"));
            int status = one.path("serviceStatus").asInt(200);
            JsonNode then = one.get("then");
            if (then.has("refused")) {
                ConsentRefused refused = assertThrows(ConsentRefused.class, () -> send(guard, one, status));
                ObjectNode told =
                        JSON.createObjectNode().put("reason", refused.reason).put("remedy", refused.remedy);
                told.set("who", JSON.valueToTree(refused.who));
                assertEquals(then.get("refused"), told);
                refused.who.forEach(who -> assertFalse(refused.toString().contains(who)));
            } else {
                send(guard, one, status);
            }
            assertTalk(one.get("talk"), consimt.arrived());
        }
    }

    private static Said said(JsonNode talk, int turn) {
        if (turn >= talk.size()) {
            return new Said(200, "{}");
        }
        JsonNode one = talk.get(turn);
        return one.has("silent")
                ? new Said(0, "")
                : new Said(
                        one.path("status").asInt(200),
                        one.has("answer")
                                ? one.get("answer").toString()
                                : one.path("text").asText());
    }

    private static void assertTalk(JsonNode talk, List<Arrived> arrived) throws IOException {
        Set<String> ids = new HashSet<>();
        List<String> expected = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (JsonNode each : talk) {
            expected.add(textOf(each, "function") + each.get("input"));
        }
        for (Arrived each : arrived) {
            ObjectNode input = (ObjectNode) JSON.readTree(each.body());
            if (input.has("requestId")) {
                ids.add(textOf(input, "requestId"));
                input.put("requestId", "*");
            }
            told.add(each.path() + input);
        }
        // On a busy machine the time of a guard may be over before it asks again who was silent.
        int least = Math.min(expected.size(), told.size());
        boolean isOver = least > 0 && talk.get(talk.size() - 1).has("silent");
        assertEquals(trees(isOver ? expected.subList(0, least) : expected), trees(told));
        assertTrue(ids.size() <= 1, ids::toString);
    }

    private static List<JsonNode> trees(List<String> texts) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String text : texts) {
            int body = text.indexOf('{');
            ObjectNode tree = (ObjectNode) JSON.readTree(text.substring(body));
            all.add(tree.put("function", text.substring(0, body)));
        }
        return all;
    }

    /** The steps of the SDK's call, for services whose clients are not here. */
    private static void send(ConsimtGuard guard, JsonNode one, int status) {
        ExecutionAttributes attributes = new ExecutionAttributes()
                .putAttribute(SdkExecutionAttribute.SERVICE_NAME, textOf(one, "service"))
                .putAttribute(SdkExecutionAttribute.OPERATION_NAME, textOf(one, "operation"));
        InterceptorContext context =
                InterceptorContext.builder().request(new Made(one.get("input"))).build();
        guard.beforeMarshalling(context, attributes);
        if (status == 200) {
            guard.afterExecution(context, attributes);
        } else {
            guard.onExecutionFailure(
                    software.amazon.awssdk.core.internal.interceptor.DefaultFailedExecutionContext.builder()
                            .interceptorContext(context)
                            .exception(SdkServiceException.builder()
                                    .statusCode(status)
                                    .numAttempts(1)
                                    .build())
                            .build(),
                    attributes);
        }
    }

    /** A request made by hand, with fields as AWS's model names them. */
    private static final class Made extends SdkRequest {

        private final JsonNode input;

        Made(JsonNode input) {
            this.input = input;
        }

        @Override
        public List<SdkField<?>> sdkFields() {
            return Part.fields(input);
        }

        @Override
        public java.util.Optional<software.amazon.awssdk.core.RequestOverrideConfiguration> overrideConfiguration() {
            return java.util.Optional.empty();
        }

        @Override
        public Builder toBuilder() {
            throw new UnsupportedOperationException();
        }
    }

    private record Part(JsonNode of) implements SdkPojo {

        @SuppressWarnings({"unchecked", "rawtypes"})
        private static final MarshallingType<Object> ANY = (MarshallingType) MarshallingType.STRING;

        @Override
        public List<SdkField<?>> sdkFields() {
            return fields(of);
        }

        static List<SdkField<?>> fields(JsonNode of) {
            List<SdkField<?>> all = new ArrayList<>();
            of.fields()
                    .forEachRemaining(each -> all.add(SdkField.builder(ANY)
                            .memberName(each.getKey())
                            .traits(LocationTrait.builder()
                                    .location(MarshallLocation.PAYLOAD)
                                    .locationName(each.getKey())
                                    .build())
                            .getter(any -> value(each.getKey(), each.getValue()))
                            .build()));
            return all;
        }

        private static Object value(String name, JsonNode value) {
            if (value.isArray()) {
                return StreamSupport.stream(value.spliterator(), false)
                        .map(each -> value("", each))
                        .toList();
            }
            if (value.isObject()) {
                return name.equals("Context") || name.equals("MessageAttributes")
                        ? JSON.convertValue(value, Map.class)
                        : new Part(value);
            }
            boolean isBlob = name.equals("message") || name.equals("Data");
            return isBlob ? SdkBytes.fromUtf8String(value.textValue()) : value.textValue();
        }
    }

    private static SendEmailRequest mail(String to, String text) {
        return SendEmailRequest.builder()
                .fromEmailAddress("news@example.org")
                .destination(each -> each.toAddresses(to))
                .content(content -> content.simple(simple ->
                        simple.subject(each -> each.data("S")).body(body -> body.text(each -> each.data(text)))))
                .build();
    }

    /** The SDK tries again what a service does not answer. The guard asks no second time. */
    @Test
    void theRetriesOfTheSdkAskNoSecondTimeAndARefusalIsNotRetried() throws IOException {
        List<String> permission = new CopyOnWriteArrayList<>(List.of("ALLOWED"));
        AtomicInteger attempts = new AtomicInteger();
        try (GuardedService consimt = new GuardedService(asked -> new Said(
                        200,
                        "{\"outcome\":\"CHECKED\",\"results\":[{\"userId\":\"a@example.org\",\"permission\":\"%s\"}]}"
                                .formatted(permission.get(0))));
                GuardedService aws = new GuardedService(call -> attempts.incrementAndGet() < 3
                        ? new Said(503, "{}")
                        : new Said(200, "{\"MessageId\":\"m\"}"))) {
            SesV2Client mail = LocalServer.calling(aws.uri(), SesV2Client.builder())
                    .overrideConfiguration(each -> each.addExecutionInterceptor(new ConsimtGuard(
                            "{\"businessId\":\"b\"}",
                            ConsimtGuard.byHttps(consimt.uri().toString(), "t"))))
                    .build();
            mail.sendEmail(mail("a@example.org", "x"));
            assertEquals(3, aws.arrived().size());
            assertEquals(1, consimt.arrived().size());
            permission.set(0, "REFUSED");
            ConsentRefused refused =
                    assertThrows(ConsentRefused.class, () -> mail.sendEmail(mail("a@example.org", "x")));
            assertEquals(List.of("a@example.org"), refused.who);
            assertEquals(3, aws.arrived().size());
            assertEquals(2, consimt.arrived().size());
        }
    }

    /** Interceptors that come after the guard change the request before it is judged. */
    @Test
    void whatAnotherInterceptorMakesOfTheRequestIsJudged() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        ConsimtGuard guard = new ConsimtGuard("{\"businessId\":\"b\"}", (function, input, limit) -> {
            asked.add(input);
            return "{\"outcome\":\"CHECKED\",\"results\":[{\"userId\":\"b@example.org\",\"permission\":\"ALLOWED\"}]}";
        });
        ExecutionInterceptor another = new ExecutionInterceptor() {
            @Override
            public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                return mail("b@example.org", "x");
            }
        };
        try (GuardedService aws = new GuardedService(call -> new Said(200, "{\"MessageId\":\"m\"}"))) {
            SesV2Client mail = LocalServer.calling(aws.uri(), SesV2Client.builder())
                    .overrideConfiguration(
                            each -> each.addExecutionInterceptor(guard).addExecutionInterceptor(another))
                    .build();
            mail.sendEmail(mail("a@example.org", "x"));
            assertEquals(1, aws.arrived().size());
            assertEquals("b@example.org", textOf(JSON.readTree(asked.get(0)), "/asks/0/userId"));
        }
    }

    /** The SDK names its services in its own way. */
    @Test
    void aClientOfAnotherServiceAndACallThatTheGuardDoesNotReadAreRefusedBeforeTheyLeave() throws IOException {
        ConsimtGuard guard =
                new ConsimtGuard("{\"businessId\":\"b\",\"unasked\":[\"sns:Publish\"]}", (function, input, limit) -> {
                    throw new AssertionError("asked");
                });
        try (GuardedService aws = new GuardedService(call -> new Said(200, "<Response/>"))) {
            LambdaClient other = LocalServer.calling(aws.uri(), LambdaClient.builder())
                    .overrideConfiguration(each -> each.addExecutionInterceptor(guard))
                    .build();
            SnsClient sms = LocalServer.calling(aws.uri(), SnsClient.builder())
                    .overrideConfiguration(each -> each.addExecutionInterceptor(guard))
                    .build();
            assertRefused("UNKNOWN_SERVICE", () -> other.invoke(each -> each.functionName("f")));
            assertRefused(
                    "UNKNOWN_OPERATION",
                    () -> sms.subscribe(
                            each -> each.topicArn("t").protocol("sms").endpoint("+40755500001")));
            // AWS reads what stands in the address of a call of SNS as fields of it.
            assertRefused(
                    "UNKNOWN_OPERATION",
                    () -> sms.publish(each -> each.topicArn("t")
                            .message("News")
                            .overrideConfiguration(its -> its.putRawQueryParameter("PhoneNumber", "+40755500001"))));
            assertEquals(0, aws.arrived().size());
            sms.publish(each -> each.topicArn("t").message("News"));
            sms.listTopics();
            assertEquals(2, aws.arrived().size());
        }
    }

    private static void assertRefused(String reason, Executable call) {
        assertEquals(reason, assertThrows(ConsentRefused.class, call).reason);
    }

    /** What a guard lets through must reach nobody. */
    @Test
    void noOperationThatIsAskedAboutIsHarmless() throws IOException {
        JsonNode table = JSON.readTree(Files.readString(Path.of("src/guards/operations.json")));
        List<String> harmless = new ArrayList<>();
        table.get("harmless").forEach(each -> harmless.add(each.textValue()));
        Set<String> services = new HashSet<>(Set.of("cloud-api"));
        table.get("services").forEach(each -> services.add(each.textValue()));
        for (JsonNode each : table.get("operations")) {
            assertTrue(services.contains(textOf(each, "service")));
            assertTrue(harmless.stream().noneMatch(textOf(each, "operation")::matches));
        }
    }

    /** A guard hands a recipient on as it is written. */
    @Test
    void whomAGuardTakesForARecipientIsThePersonWhomTheFunctionsRead() throws IOException {
        JsonNode people = JSON.readTree(Files.readString(Path.of("src/guards/operations.json")))
                .get("people");
        Set<String> addresses = new TreeSet<>();
        for (JsonNode pattern : people) {
            Pattern each = Pattern.compile(pattern.textValue());
            for (Spellings spelling : Spellings.all()) {
                Matcher taken = each.matcher(spelling.written());
                if (taken.matches()) {
                    List<String> readings = IdText.readings(taken.group(taken.groupCount()));
                    assertEquals(spelling.readings(), readings, spelling::toString);
                    addresses.addAll(readings.get(0).contains("@") ? readings : List.of());
                }
            }
        }
        assertEquals(
                Set.of(
                        "ana@example.com",
                        "o'brien@example.com",
                        "o%27brien@example.com",
                        "s=ana/orders+7@mail.example",
                        "!$%&*?^_`{|}x'@example.com"),
                addresses);
    }

    /** An asynchronous client without a network: what would leave by it is counted. */
    private static final class WithoutNetwork implements SdkAsyncHttpClient {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
            count.incrementAndGet();
            byte[] body = "{\"MessageId\":\"m\"}".getBytes(StandardCharsets.UTF_8);
            SdkAsyncHttpResponseHandler handler = request.responseHandler();
            handler.onHeaders(SdkHttpResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", "application/json")
                    .build());
            handler.onStream(AsyncRequestBody.fromBytes(body));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    @Test
    void anAsynchronousClientRefusesTooAndItsCallingThreadWaitsForTheCheck() throws Exception {
        List<Thread> askedOn = new CopyOnWriteArrayList<>();
        List<String> permission = new CopyOnWriteArrayList<>(List.of("REFUSED"));
        ConsimtGuard guard = new ConsimtGuard("{\"businessId\":\"b\"}", (function, input, limit) -> {
            askedOn.add(Thread.currentThread());
            return "{\"outcome\":\"CHECKED\",\"results\":[{\"userId\":\"a@example.org\",\"permission\":\"%s\"}]}"
                    .formatted(permission.get(0));
        });
        WithoutNetwork network = new WithoutNetwork();
        try (SesV2AsyncClient mail = SesV2AsyncClient.builder()
                .credentialsProvider(KEYS)
                .region(Region.EU_WEST_1)
                .httpClient(network)
                .overrideConfiguration(each -> each.addExecutionInterceptor(guard))
                .build()) {
            ExecutionException refused = assertThrows(
                    ExecutionException.class,
                    () -> mail.sendEmail(mail("a@example.org", "x")).get());
            ConsentRefused cause = assertInstanceOf(ConsentRefused.class, refused.getCause());
            assertEquals(List.of("a@example.org"), cause.who);
            assertEquals(0, network.count.get());
            permission.set(0, "ALLOWED");
            assertEquals("m", mail.sendEmail(mail("a@example.org", "x")).get().messageId());
            assertEquals(1, network.count.get());
            assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), askedOn);
        }
    }

    /** The lines that {@code docs/integrate.md} has to copy. */
    @Test
    void byLambdaItAsksInTheNameOfTheBusiness() throws IOException {
        Map<String, String> arns = Map.of("check-permission", "check:live");
        JsonNode call = JSON.readTree("""
            {"service":"sns","operation":"Publish","input":{"PhoneNumber":"+40755500001","Message":"x"}}\
            """);
        List<String> faults = new CopyOnWriteArrayList<>();
        try (GuardedService service = new GuardedService(
                        invoked -> new Said(
                                200,
                                "{\"outcome\":\"CHECKED\",\"results\":[{\"userId\":\"+40755500001\",\"permission\":\"ALLOWED\"}]}"));
                LambdaClient lambda = LocalServer.calling(service.uri(), LambdaClient.builder())
                        .overrideConfiguration(each -> each.addExecutionInterceptor(failing(faults)))
                        .build()) {
            // to copy
            Asking byLambda = (function, input, limit) -> {
                String payload =
                        "{\"caller\":{\"kind\":\"BUSINESS\",\"businessId\":\"librarie\"},\"input\":" + input + "}";
                var answer = lambda.invoke(it -> it.functionName(arns.get(function))
                        .payload(SdkBytes.fromUtf8String(payload))
                        .overrideConfiguration(c -> c.apiCallTimeout(limit)));
                if (answer.functionError() != null) throw new IOException(answer.functionError());
                return answer.payload().asUtf8String();
            };
            // copied
            send(new ConsimtGuard("{\"businessId\":\"librarie\"}", byLambda), call, 200);
            Arrived arrived = service.arrived().get(0);
            assertEquals("2015-03-31/functions/check:live/invocations", arrived.path());
            assertEquals(JSON.readTree("""
                {"caller":{"kind":"BUSINESS","businessId":"librarie"},"input":{"businessId":"librarie","asks":[
                {"userId":"+40755500001","category":"MARKETING","scope":{"channel":"sms"}}],"consistent":true}}\
                """), JSON.readTree(arrived.body()));
            faults.add("Unhandled");
            ConsimtGuard passing = new ConsimtGuard("{\"businessId\":\"librarie\",\"limitMillis\":2000}", byLambda);
            assertEquals("NO_ANSWER", assertThrows(ConsentRefused.class, () -> send(passing, call, 200)).reason);
        }
        String test = Files.readString(Path.of("src/test/java/consimt/guard/GuardTest.java"));
        String lines = test.split("// to copy\n", 2)[1].split("// copied\n", 2)[0];
        String docs = Files.readString(Path.of("docs/integrate.md"));
        assertTrue(
                docs.replaceAll("\\s", "").contains(lines.replaceAll("\\s", "")), "copy the lines into the document");
    }

    /** The function ends with these faults. */
    private static ExecutionInterceptor failing(List<String> faults) {
        return new ExecutionInterceptor() {
            @Override
            public SdkHttpResponse modifyHttpResponse(
                    Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
                SdkHttpResponse.Builder answer = context.httpResponse().toBuilder();
                faults.forEach(each -> answer.putHeader("X-Amz-Function-Error", each));
                return answer.build();
            }
        };
    }

    /** Who is stopped while it asks is no silence that may pass. The stop stays. */
    @Test
    void aThreadThatIsInterruptedSendsNothingAndStaysInterrupted() throws IOException {
        JsonNode call = JSON.readTree("""
            {"service":"pinpoint-sms-voice-v2","operation":"SendTextMessage",
             "input":{"DestinationPhoneNumber":"+40755500001","ConfigurationSetName":"orders"}}\
            """);
        AtomicInteger asked = new AtomicInteger();
        ConsimtGuard guard = new ConsimtGuard(
                "{\"businessId\":\"b\",\"passWhenSilent\":true,\"messages\":[{\"when\":{\"configurationSet\":\"orders\"},\"category\":\"UTILITY\"}]}",
                (function, input, limit) -> {
                    asked.incrementAndGet();
                    throw new InterruptedException();
                });
        assertEquals("NO_ANSWER", assertThrows(ConsentRefused.class, () -> send(guard, call, 200)).reason);
        assertTrue(Thread.interrupted());
        assertEquals(1, asked.get());
    }

    @Test
    void aMappingThatWouldMatchEveryMessageOrIsMisspeltIsAnErrorAtOnce() throws IOException {
        JsonNode cases = JSON.readTree(Files.readString(Path.of("src/guards/cases.json")));
        for (JsonNode each : cases.at("/wrong/messages")) {
            String settings = "{\"businessId\":\"b\",\"messages\":" + each + "}";
            assertThrows(IllegalArgumentException.class, () -> new ConsimtGuard(settings, null), settings);
        }
    }

    @Test
    void aTokenGoesOverHttpsAloneAndIsOneWord() throws IOException {
        JsonNode cases = JSON.readTree(Files.readString(Path.of("src/guards/cases.json")));
        for (JsonNode each : cases.at("/wrong/addresses")) {
            String url = each.textValue();
            IllegalArgumentException wrong =
                    assertThrows(IllegalArgumentException.class, () -> ConsimtGuard.byHttps(url, "t"), url);
            assertFalse(wrong.toString().contains(url));
        }
        cases.at("/right/addresses").forEach(each -> ConsimtGuard.byHttps(each.textValue(), "t"));
        String broken = "t\r\nX-Other: 1";
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> ConsimtGuard.byHttps("https://consimt.example", broken));
        assertFalse(refused.toString().contains("X-Other"));
    }

    @Test
    void nothingOfTheGuardIsInTheApplication() throws IOException {
        Path application = Path.of(ConsimtGuard.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        assertTrue(application.endsWith("test-classes"), application::toString);
        assertFalse(Files.exists(Path.of("src/main/java/consimt/guard")));
        assertFalse(Files.exists(Path.of("src/main/resources/consimt/guard")));
    }
}
