package consimt.guard;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.*;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.protocols.jsoncore.*;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.core.StreamReadFeature;

/**
 * Asks Consimt before a client of the AWS SDK 2 sends a message, once a call and before its retries. What is refused or
 * not understood ends in {@link ConsentRefused}, and nothing leaves. {@code operations.json} says which calls send. The
 * calling thread waits for the answer, that of an asynchronous client too.
 */
public final class ConsimtGuard implements ExecutionInterceptor {

    /** How Consimt is asked: {@code check-permission} or {@code open-conversation}, JSON in, JSON out. */
    public interface Asking {
        /** @throws IOException if there is no answer; all else that is thrown is an answer that is not understood */
        String ask(String function, String input, Duration limit) throws IOException, InterruptedException;
    }

    /** Nothing was sent, and the SDK does not try again. The text names nobody. */
    public static final class ConsentRefused extends RuntimeException {
        private static final long serialVersionUID = 1;
        public final String reason;
        public final String remedy;
        /** The ids of the people who are refused; empty if Consimt was not asked, or did not answer. */
        public final transient List<String> who;

        private ConsentRefused(String reason, String remedy, List<String> who) {
            super("nothing was sent: " + reason + "; what helps: " + remedy);
            this.reason = reason;
            this.remedy = remedy;
            this.who = who;
        }
    }

    private static final ExecutionAttribute<Map<String, Object>> INTRODUCTION = new ExecutionAttribute<>("consimt");
    private static final ExecutionAttribute<List<Integer>> STATUSES = new ExecutionAttribute<>("consimt statuses");

    private final Object table;
    private final Object settings;
    private final Asking asking;

    /** @param settings as JSON: {@code businessId}, {@code messages}, {@code limitMillis}, {@code passWhenSilent} */
    public ConsimtGuard(String settings, Asking asking) {
        try (InputStream operations = ConsimtGuard.class.getResourceAsStream("operations.json")) {
            this.table = parse(new String(operations.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException missing) {
            throw new IllegalStateException("no table of operations", missing);
        }
        this.settings = parse(settings);
        this.asking = asking;
        Objects.requireNonNull(text(this.settings, "businessId", null), "businessId");
    }

    /** By HTTPS, with a token of the business. Redirects are not followed. */
    public static Asking byHttps(String url, String token) {
        if (!url.matches("https://.*|http://(localhost|127\\.0\\.0\\.1)[:/].*")) {
            throw new IllegalArgumentException("not https");
        }
        HttpClient client = HttpClient.newHttpClient();
        return (function, input, limit) -> {
            var request = HttpRequest.newBuilder(URI.create(url + (url.endsWith("/") ? "" : "/") + function))
                    .header("authorization", "Bearer " + token)
                    .header("content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(input));
            var sent = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
            try {
                var answer = sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    throw new IOException("status " + answer.statusCode());
                }
                return answer.statusCode() == 200 ? answer.body() : "status " + answer.statusCode();
            } catch (ExecutionException | TimeoutException silent) {
                throw new IOException("no answer");
            } finally {
                sent.cancel(true);
            }
        };
    }

    /**
     * In the name of the business, by a call of the functions: {@code invoke} is given the function's name and the
     * payload, such as {@code LambdaClient.invoke}. It throws IOException for a function error.
     */
    public static Asking byInvoke(String businessId, Asking invoke) {
        String caller = "{\"caller\":" + json(Map.of("kind", "BUSINESS", "businessId", businessId)) + ",\"input\":";
        return (function, input, limit) -> invoke.ask(function, caller + input + "}", limit);
    }

    @Override
    public void beforeMarshalling(Context.BeforeMarshalling call, ExecutionAttributes attributes) {
        String name = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        String service = plain(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
        Optional<Object> operation = list(table, "operations").stream()
                .filter(each -> name.equals(get(each, "operation")) && service.equals(plain(text(each, "service", ""))))
                .findFirst();
        if (operation.isEmpty() && name.startsWith("Send")) {
            throw refused("UNKNOWN_OPERATION");
        }
        Map<String, Object> introduction = operation.isEmpty() ? null : judge(operation.get(), call.request());
        if (introduction != null) {
            attributes.putAttribute(INTRODUCTION, introduction);
            attributes.putAttribute(STATUSES, new ArrayList<>());
        }
    }

    /** @return what Consimt is told when the introduction has left; null if the message is none */
    private Map<String, Object> judge(Object operation, SdkPojo request) {
        List<Object> recipients = all(request, list(operation, "recipients"));
        if (recipients.isEmpty() && !all(request, list(operation, "noPerson")).isEmpty()) {
            return null;
        }
        Pattern person = Pattern.compile(text(get(table, "people"), text(operation, "people", ""), ""));
        Set<String> people = new LinkedHashSet<>();
        recipients.forEach(each -> people.add(person(person.matcher(each instanceof String text ? text : ""))));
        Object mapping = list(settings, "messages").stream()
                .filter(each -> map(each, "when").entrySet().stream().allMatch(has -> has(request, operation, has)))
                .findFirst()
                .orElse(Map.of());
        boolean sells = map(operation, "marketing").entrySet().stream()
                .anyMatch(each -> values(request, each.getKey())
                        .anyMatch(value -> value.toString()
                                .equalsIgnoreCase(each.getValue().toString())));
        String named = sells ? "MARKETING" : text(mapping, "category", "MARKETING");
        String category = named.equals("MARKETING") ? named : text(operation, "notMarketing", named);
        Object also = get(operation, "also");
        boolean goesToo = also != null
                && values(request, text(also, "field", ""))
                        .anyMatch(value ->
                                get(also, "like") == null || value.toString().matches(text(also, "like", "")));
        List<Object> asks = new ArrayList<>();
        for (String userId : people) {
            for (Object by : goesToo ? List.of(operation, also) : List.of(operation)) {
                Object sender = first(request, text(operation, "sender", ""));
                Map<String, Object> scope = object("channel", get(by, "channel"), "sender", sender);
                scope.putAll(object("sender", get(mapping, "sender"), "topic", get(mapping, "topic")));
                Object template = first(request, text(operation, "template", ""));
                asks.add(object("userId", userId, "category", category, "scope", scope, "template", template));
            }
        }
        boolean isOther = map(operation, "only").entrySet().stream()
                .anyMatch(each -> values(request, each.getKey()).anyMatch(value -> !value.equals(each.getValue())));
        if (isOther || asks.isEmpty() || asks.size() > 100) {
            throw refused("UNKNOWN_RECIPIENT");
        }
        Map<String, Object> input = object("businessId", get(settings, "businessId"), "asks", asks, "consistent", true);
        boolean mayPass = get(settings, "passWhenSilent") == Boolean.TRUE
                && List.of("AUTHENTICATION", "UTILITY").contains(category);
        Object answer = ask("check-permission", input, checked -> isAbout(asks, checked), mayPass);
        List<Object> refusals = list(answer, "results").stream()
                .filter(each -> "REFUSED".equals(get(each, "permission")))
                .toList();
        if (refusals.isEmpty()) {
            return null;
        }
        boolean opens = people.size() == 1
                && refusals.stream()
                        .allMatch(each -> "FIRST_CONTACT_REQUIRED".equals(get(each, "reason"))
                                && (get(mapping, "opens") == Boolean.TRUE || get(each, "opens") == Boolean.TRUE));
        if (!opens) {
            List<String> who = refusals.stream()
                    .map(each -> text(each, "userId", ""))
                    .distinct()
                    .toList();
            throw refused(refusals.get(0), who);
        }
        return reserve(people.iterator().next(), get(operation, "channel"));
    }

    private Map<String, Object> reserve(String userId, Object channel) {
        Map<String, Object> input =
                object("requestId", UUID.randomUUID().toString(), "userId", userId, "reserve", true);
        input.putAll(object("businessId", get(settings, "businessId"), "channel", channel));
        Object answer = ask(
                "open-conversation",
                input,
                said -> get(said, "outcome") instanceof String outcome
                        && (!outcome.equals("RESERVED") || get(said, "reservation") instanceof String),
                false);
        if (!"RESERVED".equals(get(answer, "outcome"))) {
            boolean isRefused = "REFUSED".equals(get(answer, "outcome"));
            throw isRefused ? refused(answer, List.of(userId)) : refused(busy(), List.of(userId));
        }
        input.remove("reserve");
        input.put("reservation", get(answer, "reservation"));
        return input;
    }

    private Object busy() {
        return object("reason", "BUSY", "remedy", get(get(table, "remedies"), "BUSY"));
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
        Optional.ofNullable(attributes.getAttribute(STATUSES)).ifPresent(all -> all.add(0));
    }

    @Override
    public void afterTransmission(Context.AfterTransmission call, ExecutionAttributes attributes) {
        int status = call.httpResponse().statusCode();
        Optional.ofNullable(attributes.getAttribute(STATUSES)).ifPresent(all -> all.set(all.size() - 1, status));
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        tell(attributes.getAttribute(INTRODUCTION), "SENT");
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
        List<Integer> all = attributes.getAttribute(STATUSES);
        if (all != null && all.size() == 1 && all.get(0) / 100 == 4 && all.get(0) != 408) {
            tell(attributes.getAttribute(INTRODUCTION), "NOT_SENT");
        }
    }

    /** If nobody hears it, the introduction counts as sent. */
    private void tell(Map<String, Object> introduction, String result) {
        if (introduction != null) {
            try {
                introduction.put("result", result);
                ask("open-conversation", introduction, answer -> get(answer, "outcome") != null, true);
            } catch (ConsentRefused untold) {
                return;
            }
        }
    }

    /** @return the answer; null if there is none and the message may pass */
    private Object ask(String function, Map<String, Object> input, Predicate<Object> isUnderstood, boolean mayPass) {
        String text = json(input);
        long limit = get(settings, "limitMillis") instanceof Number millis ? millis.longValue() : 3000;
        long end = System.nanoTime() + Duration.ofMillis(limit).toNanos();
        boolean isSilent = true;
        for (int tries = 0; tries < 2; tries++) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            try {
                Duration here = tries == 0 ? left.multipliedBy(2).dividedBy(3) : left;
                Object answer = left.toMillis() > 0 ? parse(asking.ask(function, text, here)) : null;
                if (answer != null && isUnderstood.test(answer)) {
                    return answer;
                }
                isSilent &= answer == null && left.toMillis() <= 0;
            } catch (IOException silent) {
                continue;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw refused("NO_ANSWER");
            } catch (RuntimeException garbage) {
                isSilent = false;
            }
        }
        if (isSilent && mayPass) {
            return null;
        }
        throw refused(isSilent ? "NO_ANSWER" : "NOT_UNDERSTOOD");
    }

    private static boolean isAbout(List<Object> asks, Object answer) {
        List<Object> results = list(answer, "results");
        return "CHECKED".equals(get(answer, "outcome"))
                && results.size() == asks.size()
                && IntStream.range(0, asks.size())
                        .allMatch(i -> get(asks.get(i), "userId").equals(get(results.get(i), "userId"))
                                && List.of("ALLOWED", "REFUSED").contains(text(results.get(i), "permission", "")));
    }

    private ConsentRefused refused(String reason) {
        return refused(object("reason", reason, "remedy", get(get(table, "remedies"), reason)), List.of());
    }

    private static ConsentRefused refused(Object refusal, List<String> who) {
        return new ConsentRefused(text(refusal, "reason", "REFUSED"), text(refusal, "remedy", "NONE"), who);
    }

    private String person(Matcher matcher) {
        if (!matcher.matches()) {
            throw refused("UNKNOWN_RECIPIENT");
        }
        return IntStream.rangeClosed(1, matcher.groupCount())
                .mapToObj(matcher::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(matcher.group());
    }

    /** Whether a call has the label that a mapping names, and nothing else there. */
    private static boolean has(SdkPojo request, Object operation, Map.Entry<String, Object> wanted) {
        String[] label = wanted.getKey().split("/", 2);
        String path = text(get(operation, "labels"), label[0], "") + (label.length == 1 ? "" : "/" + label[1]);
        List<Object> values = values(request, path).toList();
        return !values.isEmpty() && values.stream().allMatch(wanted.getValue()::equals);
    }

    private static List<Object> all(SdkPojo request, List<Object> paths) {
        return paths.stream().flatMap(path -> values(request, (String) path)).toList();
    }

    private static Object first(SdkPojo request, String path) {
        return values(request, path)
                .filter(String.class::isInstance)
                .findFirst()
                .orElse(null);
    }

    /** What stands in a call at a path of the table. */
    private static Stream<Object> values(SdkPojo request, String path) {
        Stream<Object> at = path.isEmpty() ? Stream.empty() : Stream.of(request);
        for (String step : path.split("/")) {
            at = at.flatMap(each ->
                            step.equals("{}") ? read(each) : elements(each).map(one -> inside(each, one, step)))
                    .filter(Objects::nonNull);
        }
        return at.flatMap(ConsimtGuard::elements);
    }

    private static Stream<Object> read(Object body) {
        try {
            return Stream.of(parse(body instanceof SdkBytes bytes ? bytes.asUtf8String() : body.toString()));
        } catch (RuntimeException unreadable) {
            return Stream.empty();
        }
    }

    private static Stream<Object> elements(Object value) {
        return value instanceof List<?> list
                ? list.stream().flatMap(ConsimtGuard::elements)
                : Stream.ofNullable(value instanceof SdkAutoConstructMap ? null : value);
    }

    private static Object inside(Object at, Object one, String step) {
        boolean isNamed = at instanceof List && get(one, "Name") != null && get(one, "Value") != null;
        return !isNamed ? get(one, step) : step.equals(get(one, "Name")) ? get(one, "Value") : null;
    }

    private static Object get(Object of, String name) {
        if (of instanceof SdkPojo pojo) {
            Stream<SdkField<?>> fields =
                    pojo.sdkFields().stream().filter(field -> field.memberName().equals(name));
            return fields.findFirst()
                    .map(field -> (Object) field.getValueOrDefault(pojo))
                    .orElse(null);
        }
        return of instanceof Map<?, ?> map ? map.get(name) : null;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String text(Object of, String name, String other) {
        return get(of, name) instanceof String text ? text : other;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object of, String name) {
        return get(of, name) instanceof List<?> list ? (List<Object>) list : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object of, String name) {
        return get(of, name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** @param fields names and values; those that are null are left out */
    private static Map<String, Object> object(Object... fields) {
        Map<String, Object> made = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                made.put((String) fields[i], fields[i + 1]);
            }
        }
        return made;
    }

    /** A field that stands twice is not understood. */
    private static Object parse(String text) {
        JsonFactory strict = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return tree(JsonNodeParser.builder().jsonFactory(strict).build().parse(text));
    }

    private static Object tree(JsonNode json) {
        if (json.isObject()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            json.asObject().forEach((name, value) -> fields.put(name, tree(value)));
            return fields;
        }
        if (json.isArray()) {
            return json.asArray().stream().map(ConsimtGuard::tree).toList();
        }
        Object other =
                json.isBoolean() ? (Object) json.asBoolean() : json.isNumber() ? new BigDecimal(json.asNumber()) : null;
        return json.isString() ? json.asString() : other;
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(each -> json(each.getKey()) + ":" + json(each.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ConsimtGuard::json).toList().toString();
        }
        byte[] text = JsonWriter.create().writeValue(value.toString()).getBytes();
        return value instanceof Boolean ? value.toString() : new String(text, StandardCharsets.UTF_8);
    }
}
