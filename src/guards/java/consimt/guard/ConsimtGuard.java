package consimt.guard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParser;

/**
 * Asks Consimt before a client of the AWS SDK 2 sends a message, once a call, on the calling thread. What is refused or
 * not understood ends in {@link ConsentRefused}, and nothing leaves. The rules stand in {@code src/guards/README.md}.
 */
public final class ConsimtGuard implements ExecutionInterceptor {

    /** Asks {@code check-permission} or {@code open-conversation}, JSON in, JSON out. It throws if no answer comes. */
    public interface Asking {
        String ask(String function, String input, Duration limit) throws Exception;
    }

    /** Nothing was sent, and the SDK does not try again. The text names nobody. {@code who} are the refused people. */
    public static final class ConsentRefused extends SdkClientException {
        public final String reason;
        public final String remedy;
        public final List<String> who;

        private ConsentRefused(String why, String reason, String remedy, List<String> who, Exception cause) {
            super(builder()
                    .message(why + " (" + reason + ", " + remedy + "). Nothing was sent.")
                    .cause(cause));
            this.reason = reason;
            this.remedy = remedy;
            this.who = who;
        }
    }

    /** Of two fields with one name another reader may take the other one, so such JSON is not understood. */
    private static final JsonFactory JSON = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final Object TABLE =
            read(SdkBytes.fromInputStream(ConsimtGuard.class.getResourceAsStream("operations.json")));
    private static final ExecutionAttribute<Map<String, Object>> OPENING = new ExecutionAttribute<>("consimt");

    /** So strict that no two readers find another host in it. It has no user, no query and no fragment. */
    private static final String ADDRESS =
            "(https://[A-Za-z0-9.-]+|http://(localhost|127\\.0\\.0\\.1|\\[::1]))(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?";

    private final Object settings;
    private final Asking asking;
    private final Duration limit;

    /**
     * @param settings as JSON: {@code businessId}, {@code messages}, {@code unasked}, {@code limitMillis}, {@code
     *     passWhenSilent}
     * @throws IllegalArgumentException if a mapping of {@code messages} names no label, or something that no guard knows
     */
    public ConsimtGuard(String settings, Asking asking) {
        JsonNode all = Objects.requireNonNull(read(settings), "settings");
        if (!all.field("messages").map(ConsimtGuard::areMappings).orElse(true)) {
            throw new IllegalArgumentException(
                    "each of messages needs a when of labels and texts, and known fields only");
        }
        this.settings = all;
        this.asking = asking;
        this.limit = Duration.ofMillis(Long.parseLong(text(this.settings, "limitMillis", "3000")));
    }

    private static boolean areMappings(JsonNode messages) {
        return messages.isArray()
                && messages.asArray().stream()
                        .allMatch(each -> each.field("when").isPresent()
                                && each.asObject().entrySet().stream().allMatch(it -> switch (it.getKey()) {
                                    case "when" -> isWhen(it.getValue());
                                    case "category", "topic", "sender" ->
                                        it.getValue().isString();
                                    case "opens" -> it.getValue().isBoolean();
                                    default -> false;
                                }));
    }

    private static boolean isWhen(JsonNode when) {
        return when.isObject()
                && !when.asObject().isEmpty()
                && when.asObject().entrySet().stream()
                        .allMatch(it -> it.getValue().isString()
                                && entries(TABLE, "labels")
                                        .anyMatch(known -> known.getKey()
                                                .equals(it.getKey().split("/", 2)[0])));
    }

    /**
     * By HTTPS, with a token of the business. Redirects are not followed.
     *
     * @throws IllegalArgumentException if the address is neither HTTPS nor one's own machine, or has a user, a query or
     *     a fragment
     */
    public static Asking byHttps(String url, String token) {
        boolean isAddress = url.matches(ADDRESS)
                && URI.create(url).getHost() != null
                && URI.create(url).getPort() < 65_536;
        if (!isAddress || !token.matches("[!-~]+")) {
            throw new IllegalArgumentException("no https, or a token that is not one word");
        }
        HttpClient client = HttpClient.newHttpClient();
        return (function, input, limit) -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceFirst("/*$", "/" + function)))
                    .headers("authorization", "Bearer " + token, "content-type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(input))
                    .timeout(limit)
                    .build();
            var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
            int status = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS).statusCode();
            if (status == 429 || status >= 500) {
                Thread.sleep(100);
                throw new IOException("HTTP " + status);
            }
            return status == 200 ? answer.join().body() : "HTTP " + status;
        };
    }

    @Override
    public void beforeMarshalling(Context.BeforeMarshalling call, ExecutionAttributes attributes) {
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        if (texts(TABLE, "services").noneMatch(each -> plain(each).equals(plain(service)))) {
            String all = texts(TABLE, "services").collect(Collectors.joining(", "));
            throw failed("UNKNOWN_SERVICE", "A guard is for clients of " + all + ", and not of " + service);
        }
        // A service that reads fields of its calls from an address reads other ones there than the guard.
        if (call.request()
                .overrideConfiguration()
                .filter(it -> !it.rawQueryParameters().isEmpty())
                .isPresent()) {
            throw failed("UNKNOWN_OPERATION", "The guard does not read the raw query parameters of this " + operation);
        }
        boolean isUnasked = texts(settings, "unasked").anyMatch(each -> {
            String[] named = each.split(":", 2);
            return plain(named[0]).equals(plain(service)) && named[named.length - 1].equals(operation);
        });
        Optional<Object> row = values(TABLE, "operations")
                .filter(each -> plain(text(each, "service", "")).equals(plain(service)))
                .filter(each -> text(each, "operation", "").equals(operation))
                .findFirst();
        if (row.isPresent()) {
            attributes.putAttribute(OPENING, judge(row.get(), call.request(), isUnasked));
        } else if (!isUnasked && texts(TABLE, "harmless").noneMatch(operation::matches)) {
            throw failed(
                    "UNKNOWN_OPERATION",
                    "The guard does not know whom " + operation + " of " + service + " reaches. If it reaches nobody,"
                            + " name \"" + service + ":" + operation + "\" in the setting unasked");
        }
    }

    /** SDKs write the name of a service in different ways. */
    private static String plain(String service) {
        return service.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** @return what Consimt is told when the introduction has left; null if the message is none */
    private Map<String, Object> judge(Object operation, SdkPojo call, boolean isUnasked) {
        Stream<Object> mappings = values(settings, "messages").filter(each -> isLabelled(call, each));
        Object mapping = mappings.findFirst().orElse(Map.of());
        Set<Object> asks = asks(operation, call, mapping, isUnasked);
        long end = System.nanoTime() + limit.toNanos();
        String businessId = text(settings, "businessId", "");
        List<String> calm = texts(TABLE, "passWhenSilent").toList();
        boolean isCalm = texts(asks, "category").allMatch(calm::contains);
        boolean mayPass = isCalm && has(settings, "passWhenSilent", "true");
        Object input = Map.of("businessId", businessId, "asks", asks, "consistent", true);
        List<String> people = texts(asks, "userId").toList();
        Object answer = asks.isEmpty() ? null : ask("check-permission", input, end, people, mayPass);
        List<Object> refusals = new ArrayList<>(values(answer, "results").toList());
        refusals.removeIf(each -> !has(each, "permission", "REFUSED"));
        if (refusals.isEmpty()) {
            return null;
        }
        List<String> who = texts(refusals, "userId").distinct().toList();
        boolean isFirst = refusals.stream().allMatch(each -> is(each, "reason", "FIRST_CONTACT_REQUIRED"));
        boolean opens = has(mapping, "opens", "true") || refusals.stream().allMatch(ConsimtGuard::opens);
        if (!isFirst || !opens || Set.copyOf(people).size() > 1) {
            throw refused("Consimt refuses this message to one or more of its people", refusals.get(0), who, null);
        }
        var word = new HashMap<String, Object>(Map.of("userId", people.get(0), "businessId", businessId));
        word.putAll(Map.of("requestId", UUID.randomUUID(), "channel", text(operation, "channel", ""), "reserve", true));
        Object said = ask("open-conversation", word, end, List.of(), false);
        if (has(said, "outcome", "REFUSED")) {
            throw refused("Consimt refuses this introduction", said, who, null);
        }
        if (!has(said, "outcome", "RESERVED")) {
            Object busy = Map.of("reason", "BUSY");
            throw refused("Somebody else introduces the business to this person", busy, who, null);
        }
        word.put("reservation", text(said, "reservation", ""));
        word.remove("reserve");
        return word;
    }

    /** One for each person and each channel that the message may come by. None if the call is about no person. */
    private static Set<Object> asks(Object operation, SdkPojo call, Object mapping, boolean isUnasked) {
        List<String> recipients = found(call, operation, "recipients", "").toList();
        boolean isUnseen = found(call, operation, "unseen", "").count() > 0;
        boolean isAboutNobody = found(call, operation, "noPerson", "").count() > 0;
        if (recipients.isEmpty() && (isAboutNobody || isUnseen && isUnasked)) {
            return Set.of();
        }
        String mapped = isAnyOf(call, "marketing", "(?i)%s") ? "MARKETING" : text(mapping, "category", "MARKETING");
        String category = mapped.equals("MARKETING") ? mapped : text(operation, "notMarketing", mapped);
        String sender = text(mapping, "sender", text(call, text(operation, "sender", ""), ""));
        String topic = text(mapping, "topic", "");
        String template = text(call, text(operation, "template", ""), "");
        boolean comesAlso = has(call, text(operation, "also/field", ""), text(operation, "also/like", "(?s).*"));
        Pattern people = Pattern.compile(text(TABLE, "people/" + text(operation, "people", ""), ""));
        Set<Object> asks = new LinkedHashSet<>();
        for (Matcher each : recipients.stream().map(people::matcher).toList()) {
            String userId = each.matches() ? each.group(each.groupCount()) : "";
            for (String way : comesAlso ? List.of("channel", "also/channel") : List.of("channel")) {
                Object scope = Map.of("channel", text(operation, way, ""), "sender", sender, "topic", topic);
                asks.add(Map.of("userId", userId, "category", category, "scope", scope, "template", template));
            }
        }
        boolean isUnknown = has(asks, "userId", "") || isAnyOf(call, "only", "(?s)(?!%s\\z).*");
        if (asks.isEmpty() || asks.size() > 100 || isUnknown) {
            String name = text(operation, "service", "") + ":" + text(operation, "operation", "");
            String why = "it names nobody, too many, or somebody who is not written as a number with its country code,"
                    + " or as one address";
            String unseen = "it goes to a topic or an endpoint; to let such calls go, name \"" + name
                    + "\" in the setting unasked";
            String because = recipients.isEmpty() && isUnseen ? unseen : why;
            throw failed("UNKNOWN_RECIPIENT", "The guard cannot tell whom this call reaches: " + because);
        }
        return asks;
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        tell(attributes, "SENT");
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
        if (call.exception() instanceof SdkServiceException it
                && (it.numAttempts() + " " + it.statusCode()).matches("1 4(?!08)..")) {
            tell(attributes, "NOT_SENT");
        }
    }

    /** What nobody was told counts as sent, so a fault changes nothing. */
    private void tell(ExecutionAttributes attributes, String result) {
        Map<String, Object> opening = attributes.getAttribute(OPENING);
        if (opening != null) {
            opening.put("result", result);
            ask("open-conversation", opening, System.nanoTime() + limit.toNanos(), null, true);
        }
    }

    /** @return the answer, which is about these people; null if there is none and the message may pass */
    private Object ask(String function, Object input, long end, List<String> people, boolean mayPass) {
        String reason = "NO_ANSWER";
        Exception last = null;
        for (int thirds = 2; thirds <= 3 && !(last instanceof InterruptedException); thirds++) {
            try {
                long left = Math.max(0, end - System.nanoTime());
                String text = asking.ask(function, json(input), Duration.ofNanos(left / 3 * thirds));
                if (System.nanoTime() - end < 0) {
                    reason = "NOT_UNDERSTOOD";
                    last = new IOException(text.startsWith("HTTP ") ? text : "an answer that is not understood");
                    JsonNode answer = read(text);
                    boolean isCheck = function.equals("check-permission");
                    if (isCheck ? isAbout(answer, people) : isOpening(answer)) {
                        return answer;
                    }
                }
            } catch (Exception none) {
                last = none;
            }
        }
        if (last instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (people == null || mayPass && reason.equals("NO_ANSWER") && !(last instanceof InterruptedException)) {
            return null;
        }
        throw refused("Consimt did not allow this", Map.of("reason", reason), List.of(), last);
    }

    private static boolean isAbout(JsonNode answer, List<String> people) {
        Optional<JsonNode> results = field(answer, "results").filter(JsonNode::isArray);
        List<JsonNode> all = results.map(JsonNode::asArray).orElse(List.of());
        return is(answer, "outcome", "CHECKED")
                && all.stream().allMatch(it -> is(it, "permission", "ALLOWED|REFUSED") && is(it, "userId", "(?s).*"))
                && people.equals(texts(all, "userId").toList());
    }

    private static boolean isOpening(JsonNode answer) {
        return is(answer, "outcome", "(?!RESERVED).+")
                || is(answer, "outcome", "RESERVED") && is(answer, "reservation", ".+");
    }

    private static boolean opens(Object refusal) {
        return field(refusal, "opens")
                .filter(JsonNode::isBoolean)
                .filter(JsonNode::asBoolean)
                .isPresent();
    }

    /** Whether the field is one text, and no list of texts, for another reader takes a list otherwise. */
    private static boolean is(Object of, String field, String pattern) {
        return field(of, field)
                .filter(it -> it.isString() && it.asString().matches(pattern))
                .isPresent();
    }

    private static Optional<JsonNode> field(Object of, String name) {
        if (of instanceof JsonNode json) {
            return json.field(name);
        }
        return of instanceof Map<?, ?> map ? Optional.ofNullable((JsonNode) map.get(name)) : Optional.empty();
    }

    /** A refusal by the guard itself. */
    private static ConsentRefused failed(String reason, String why) {
        return refused(why, Map.of("reason", reason), List.of(), null);
    }

    private static ConsentRefused refused(String why, Object answer, List<String> who, Exception cause) {
        String reason = text(answer, "reason", "REFUSED");
        String remedy = text(answer, "remedy", text(TABLE, "remedies/" + reason, "NONE"));
        return new ConsentRefused(why, reason, remedy, who, cause);
    }

    private static boolean isLabelled(SdkPojo call, Object mapping) {
        return entries(mapping, "when").allMatch(wanted -> {
            String[] label = (wanted.getKey() + "/").split("/", 2);
            Stream<String> found = found(call, TABLE, "labels/" + label[0], "/" + label[1]);
            return found.distinct().toList().equals(Collections.singletonList(((JsonNode) wanted.getValue()).text()));
        });
    }

    private static boolean isAnyOf(SdkPojo call, String part, String like) {
        Stream<Map.Entry<?, ?>> all = entries(TABLE, part);
        return all.anyMatch(it -> has(call, (String) it.getKey(), like.formatted(((JsonNode) it.getValue()).text())));
    }

    private static Stream<Map.Entry<?, ?>> entries(Object of, String path) {
        return values(of, path).flatMap(each -> ((Map<?, ?>) each).entrySet().stream());
    }

    private static Stream<String> found(SdkPojo call, Object table, String part, String below) {
        return texts(table, part).flatMap(path -> texts(call, path + below));
    }

    private static boolean has(Object of, String path, String pattern) {
        return texts(of, path).anyMatch(each -> each.matches(pattern));
    }

    private static String text(Object of, String path, String other) {
        return texts(of, path).findFirst().orElse(other);
    }

    private static Stream<String> texts(Object of, String path) {
        return values(of, path).map(Object::toString);
    }

    private static Stream<Object> values(Object of, String path) {
        Stream<Object> at = parts(of);
        for (String step : path.split("/")) {
            at = at.flatMap(each -> parts(inside(each, step)));
        }
        return at;
    }

    private static Stream<Object> parts(Object of) {
        if (of instanceof JsonNode json) {
            return parts(json.isObject() ? json.asObject() : json.isArray() ? json.asArray() : json.text());
        }
        return of instanceof Collection<?> all ? all.stream().flatMap(ConsimtGuard::parts) : Stream.ofNullable(of);
    }

    /** A thing with a name and a value has its value by this name. */
    private static Object inside(Object of, String step) {
        if (of instanceof SdkPojo pojo) {
            Map<String, Object> fields = new HashMap<>();
            pojo.sdkFields().forEach(each -> fields.put(each.memberName(), each.getValueOrDefault(pojo)));
            return fields.get(!fields.containsKey("Name") ? step : step.equals(fields.get("Name")) ? "Value" : "");
        }
        return step.equals("{}") ? read(of) : of instanceof Map<?, ?> map ? map.get(step) : null;
    }

    /** @return what the text or the bytes say as JSON; null if they cannot be read */
    private static JsonNode read(Object json) {
        try {
            String text = json instanceof SdkBytes bytes ? bytes.asUtf8String() : json.toString();
            JsonParser all = JSON.createParser(text);
            all.nextToken();
            return all.skipChildren().nextToken() == null ? JsonNode.parser().parse(text) : null;
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    /** An empty text is left out. */
    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            var names = map.keySet().stream().filter(each -> !"".equals(map.get(each)));
            return names.map(each -> json(each) + ":" + json(map.get(each))).collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(ConsimtGuard::json).toList().toString();
        }
        String text = value.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return value instanceof Boolean ? text : '"' + text + '"';
    }
}
