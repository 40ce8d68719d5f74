package consimt.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Asks Consimt at most twice within a limit. */
final class Consultation {

    private final Asking asking;
    private final long end;

    Consultation(Asking asking, Duration limit) {
        this.asking = asking;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /**
     * @param mayPass whether a silence is no fault
     * @return the answer; null for a silence that may pass
     * @throws ConsentRefused for what is no answer
     */
    JsonNode ask(String function, Object input, Predicate<JsonNode> isUnderstood, boolean mayPass) {
        String question = StrictJson.write(input);
        boolean isSilence = true;
        Exception last = null;
        for (int thirds = 2; thirds <= 3 && !(last instanceof InterruptedException); thirds++) {
            try {
                String text = asking.ask(function, question, Duration.ofNanos(left() / 3 * thirds));
                if (left() > 0) {
                    JsonNode answer = StrictJson.read(text);
                    if (isUnderstood.test(answer)) {
                        return answer;
                    }
                    isSilence = false;
                    last = notUnderstood(text);
                }
            } catch (Exception none) {
                last = none;
            }
        }
        if (last instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        } else if (mayPass && isSilence) {
            return null;
        }
        Object reason = Map.of("reason", isSilence ? "NO_ANSWER" : "NOT_UNDERSTOOD");
        throw ConsentRefused.of("Consimt did not allow this", reason, List.of(), last);
    }

    private long left() {
        return Math.max(0, end - System.nanoTime());
    }

    private static IOException notUnderstood(String text) {
        return new IOException(text.startsWith("HTTP ") ? text : "an answer that is not understood");
    }

    /** Whether a check says yes or no of each of these people, in this order. */
    static boolean isAbout(JsonNode answer, List<String> people) {
        List<JsonNode> all = PathValues.field(answer, "results")
                .filter(JsonNode::isArray)
                .map(JsonNode::asArray)
                .orElse(List.of());
        return PathValues.is(answer, "outcome", "CHECKED")
                && all.stream().allMatch(Consultation::isResult)
                && people.equals(PathValues.texts(all, "userId").toList());
    }

    private static boolean isResult(JsonNode one) {
        return PathValues.is(one, "permission", "ALLOWED|REFUSED") && PathValues.is(one, "userId", "(?s).*");
    }

    static boolean isOpening(JsonNode answer) {
        return PathValues.is(answer, "outcome", "(?!RESERVED).+")
                || PathValues.is(answer, "outcome", "RESERVED") && PathValues.is(answer, "reservation", ".+");
    }
}
