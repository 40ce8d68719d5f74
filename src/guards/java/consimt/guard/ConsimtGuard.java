package consimt.guard;

import static consimt.guard.CallFields.TABLE;
import static consimt.guard.CallFields.has;
import static consimt.guard.CallFields.is;
import static consimt.guard.CallFields.isLabelled;
import static consimt.guard.CallFields.json;
import static consimt.guard.CallFields.letters;
import static consimt.guard.CallFields.object;
import static consimt.guard.CallFields.read;
import static consimt.guard.CallFields.text;
import static consimt.guard.CallFields.texts;
import static consimt.guard.CallFields.values;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Asks Consimt before a client of the AWS SDK 2 sends a message, once a call and before its retries. What is refused or
 * not understood ends in {@link ConsentRefused}, and nothing leaves. {@code operations.json} says which calls send. The
 * calling thread waits for the answer, that of an asynchronous client too. The rules stand in {@code src/guards/README.md}.
 */
public final class ConsimtGuard implements ExecutionInterceptor {

    /** How Consimt is asked: {@code check-permission} or {@code open-conversation}, JSON in, JSON out. */
    public interface Asking {
        /** @throws Exception if there is no answer */
        String ask(String function, String input, Duration limit) throws Exception;
    }

    /** Nothing was sent, and the SDK does not try again. The text names nobody. */
    public static final class ConsentRefused extends RuntimeException {
        private static final long serialVersionUID = 1;
        public final String reason;
        public final String remedy;
        /** The ids of the people who are refused; empty if Consimt was not asked, or did not answer. */
        public final transient List<String> who;

        private ConsentRefused(String reason, String remedy, List<String> who, Exception cause) {
            super("nothing was sent: " + reason + "; what helps: " + remedy, cause);
            this.reason = reason;
            this.remedy = remedy;
            this.who = who;
        }
    }

    private static final ExecutionAttribute<Map<String, Object>> INTRODUCTION = new ExecutionAttribute<>("consimt");

    private final Object settings;
    private final Asking asking;
    private final String businessId;
    private final Duration limit;

    /** @param settings as JSON: {@code businessId}, {@code messages}, {@code limitMillis}, {@code passWhenSilent} */
    public ConsimtGuard(String settings, Asking asking) {
        this.settings = read(settings);
        this.asking = asking;
        this.businessId = Objects.requireNonNull(text(this.settings, "businessId", null), "businessId");
        this.limit = Duration.ofMillis(Long.parseLong(text(this.settings, "limitMillis", "3000")));
    }

    /** By HTTPS, with a token of the business. Redirects are not followed. */
    public static Asking byHttps(String url, String token) {
        if (!url.matches("https://.*|http://(localhost|127\\.0\\.0\\.1)[:/].*")) {
            throw new IllegalArgumentException("not https");
        }
        HttpClient client = HttpClient.newHttpClient();
        return (function, input, limit) -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceFirst("/*$", "/" + function)))
                    .headers("authorization", "Bearer " + token, "content-type", "application/json")
                    .timeout(limit)
                    .POST(HttpRequest.BodyPublishers.ofString(input))
                    .build();
            var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .get(limit.toNanos(), TimeUnit.NANOSECONDS);
            int status = answer.statusCode();
            if (status == 429 || status >= 500) {
                Thread.sleep(100);
                throw new IOException("HTTP " + status);
            }
            return status == 200 ? answer.body() : "HTTP " + status;
        };
    }

    @Override
    public void beforeMarshalling(Context.BeforeMarshalling call, ExecutionAttributes attributes) {
        String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
        String name = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        Object operation = values(TABLE, "operations")
                .filter(each -> name.equals(text(each, "operation")))
                .filter(each -> letters(service).equals(letters(text(each, "service"))))
                .findFirst()
                .orElse(null);
        if (operation == null && name.startsWith("Send")) {
            throw refused("UNKNOWN_OPERATION", List.of(), null);
        }
        attributes.putAttribute(INTRODUCTION, operation == null ? null : judge(operation, call.request()));
    }

    /** @return what Consimt is told when the introduction has left; null if the message is none */
    private Map<String, Object> judge(Object operation, SdkPojo request) {
        Object mapping = values(settings, "messages")
                .filter(each -> isLabelled(request, each))
                .findFirst()
                .orElse(Map.of());
        List<Object> asks = asks(operation, request, mapping);
        if (asks.isEmpty()) {
            return null;
        }
        long end = System.nanoTime() + limit.toNanos();
        boolean mayPass =
                is(settings, "passWhenSilent") && text(asks, "category").matches("AUTHENTICATION|UTILITY");
        Map<String, Object> input = object("businessId", businessId, "asks", asks, "consistent", true);
        Object answer = ask("check-permission", input, end, checked -> isAbout(asks, checked), mayPass);
        List<Object> refusals = values(answer, "results")
                .filter(each -> text(each, "permission").equals("REFUSED"))
                .toList();
        if (refusals.isEmpty()) {
            return null;
        }
        boolean opens = texts(asks, "userId").distinct().count() == 1
                && refusals.stream()
                        .allMatch(each -> text(each, "reason").equals("FIRST_CONTACT_REQUIRED")
                                && (is(mapping, "opens") || is(each, "opens")));
        if (!opens) {
            throw refused(refusals.get(0), texts(refusals, "userId").distinct().toList());
        }
        return reserve(text(asks, "userId"), text(operation, "channel"), end);
    }

    /** One for each person and each channel that the message may come by. None if the call is about no person. */
    private static List<Object> asks(Object operation, SdkPojo request, Object mapping) {
        List<String> recipients = texts(operation, "recipients")
                .flatMap(path -> texts(request, path))
                .toList();
        if (recipients.isEmpty()
                && texts(operation, "noPerson")
                                .flatMap(path -> texts(request, path))
                                .count()
                        > 0) {
            return List.of();
        }
        Pattern people = Pattern.compile(text(TABLE, "people/" + text(operation, "people")));
        String mapped = text(mapping, "category", "MARKETING");
        boolean sells = mapped.equals("MARKETING") || has(request, "marketing", String::equalsIgnoreCase);
        String category = sells ? "MARKETING" : text(operation, "notMarketing", mapped);
        Stream<Object> also = values(operation, "also")
                .filter(each -> texts(request, text(each, "field"))
                        .anyMatch(value -> value.matches(text(each, "like", "(?s).*"))));
        List<Object> ways = Stream.concat(Stream.of(operation), also).toList();
        String sender = text(mapping, "sender", text(request, text(operation, "sender"), null));
        String template = text(request, text(operation, "template"), null);
        Object topic = text(mapping, "topic", null);
        List<Object> asks = recipients.stream()
                .map(each -> person(people.matcher(each)))
                .distinct()
                .flatMap(userId -> ways.stream()
                        .map(way -> object("channel", text(way, "channel"), "sender", sender, "topic", topic))
                        .map(scope ->
                                object("userId", userId, "category", category, "scope", scope, "template", template)))
                .map(Object.class::cast)
                .toList();
        if (asks.isEmpty() || asks.size() > 100 || has(request, "only", (value, only) -> !value.equals(only))) {
            throw refused("UNKNOWN_RECIPIENT", List.of(), null);
        }
        return asks;
    }

    /** The first group that matched; without groups all of it. */
    private static String person(Matcher recipient) {
        if (!recipient.matches()) {
            throw refused("UNKNOWN_RECIPIENT", List.of(), null);
        }
        Stream<String> groups = IntStream.rangeClosed(1, recipient.groupCount()).mapToObj(recipient::group);
        return groups.filter(Objects::nonNull).findFirst().orElse(recipient.group());
    }

    private static boolean isAbout(List<Object> asks, Object answer) {
        List<Object> results = values(answer, "results").toList();
        return text(answer, "outcome").equals("CHECKED")
                && results.size() == asks.size()
                && IntStream.range(0, asks.size())
                        .allMatch(i -> text(results.get(i), "userId").equals(text(asks.get(i), "userId"))
                                && text(results.get(i), "permission").matches("ALLOWED|REFUSED"));
    }

    private Map<String, Object> reserve(String userId, String channel, long end) {
        Map<String, Object> input = object("requestId", UUID.randomUUID(), "userId", userId, "channel", channel);
        input.putAll(Map.of("businessId", businessId, "reserve", true));
        Object answer = ask(
                "open-conversation", input, end, said -> !text(said, "outcome").isEmpty(), false);
        switch (text(answer, "outcome")) {
            case "RESERVED" -> input.put("reservation", text(answer, "reservation"));
            case "REFUSED" -> throw refused(answer, List.of(userId));
            default -> throw refused("BUSY", List.of(userId), null);
        }
        input.remove("reserve");
        return input;
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        tell(attributes, "SENT");
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
        if (call.exception() instanceof SdkServiceException answer
                && Objects.equals(answer.numAttempts(), 1)
                && answer.statusCode() / 100 == 4
                && answer.statusCode() != 408) {
            tell(attributes, "NOT_SENT");
        }
    }

    /** What nobody was told counts as sent. */
    private void tell(ExecutionAttributes attributes, String result) {
        Map<String, Object> introduction = attributes.getAttribute(INTRODUCTION);
        if (introduction != null) {
            introduction.put("result", result);
            ask("open-conversation", introduction, System.nanoTime() + limit.toNanos(), said -> true, true);
        }
    }

    /** @return the answer; an empty one if there is none and the message may pass */
    private Object ask(String function, Object input, long end, Predicate<Object> isUnderstood, boolean mayPass) {
        boolean isSilent = true;
        Exception last = null;
        for (int thirds = 2; thirds <= 3; thirds++) {
            try {
                long left = Math.max(0, end - System.nanoTime());
                String answer = asking.ask(function, json(input), Duration.ofNanos(left / 3 * thirds));
                if (System.nanoTime() - end < 0) {
                    isSilent = false;
                    Object read = read(answer);
                    if (read != null && isUnderstood.test(read)) {
                        return read;
                    }
                    last = new IOException(answer.startsWith("HTTP ") ? answer : "an answer that is not understood");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw refused("NO_ANSWER", List.of(), interrupted);
            } catch (Exception none) {
                last = none;
            }
        }
        if (isSilent && mayPass) {
            return Map.of();
        }
        throw refused(isSilent ? "NO_ANSWER" : "NOT_UNDERSTOOD", List.of(), last);
    }

    private static ConsentRefused refused(Object answer, List<String> who) {
        return new ConsentRefused(text(answer, "reason"), text(answer, "remedy", "NONE"), who, null);
    }

    private static ConsentRefused refused(String reason, List<String> who, Exception cause) {
        return new ConsentRefused(reason, text(TABLE, "remedies/" + reason), who, cause);
    }
}
