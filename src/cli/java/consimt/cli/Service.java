package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The functions. A call that may be repeated is repeated, slower each time. */
final class Service {

    static final ObjectMapper JSON = new ObjectMapper();

    /** With the waits between them a minute and a half. */
    private static final int MOST_TRIES = 8;

    private static final long LONGEST_WAIT_SECONDS = 30;

    /** How a function is called. */
    interface Way {

        /** @throws IOException if there is no answer */
        Reply send(String function, byte[] input) throws IOException, InterruptedException;
    }

    /**
     * @param status as over HTTP; 0 for no answer
     * @param retryAfter in seconds, as the answer asks for; 0 if it does not
     */
    record Reply(int status, byte[] body, long retryAfter) {

        private boolean mayPass() {
            return status == 0 || status == 429 || status >= 500;
        }
    }

    interface Use {

        void of(JsonNode page) throws IOException;
    }

    private final Way way;
    private final Terminal.Timer timer;
    private boolean hasAnswered;
    private boolean hasRepeated;
    private @Nullable JsonNode settings;

    Service(Way way, Terminal.Timer timer) {
        this.way = way;
        this.timer = timer;
    }

    /** The answer of one try, whatever it says. */
    Reply once(String function, byte[] input) {
        Reply reply = send(function, input);
        if (reply.status == 0) {
            throw new Trouble("no answer from " + function + " at " + way);
        }
        return reply;
    }

    private Reply send(String function, byte[] input) {
        try {
            Reply reply = way.send(function, input);
            hasAnswered |= !reply.mayPass();
            return reply;
        } catch (IOException e) {
            return new Reply(0, new byte[0], 0);
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    /** What a function answers that may be called twice with the same input. */
    JsonNode call(String function, JsonNode input) {
        return understood(function, repeat(function, bytes(input)));
    }

    /** The same by one try, for who would rather hear of a fault than wait. */
    JsonNode callOnce(String function, JsonNode input) {
        return understood(function, once(function, bytes(input)));
    }

    private Reply repeat(String function, byte[] input) {
        for (int tries = 1; ; tries++) {
            hasRepeated = tries > 1;
            Reply reply = send(function, input);
            if (!reply.mayPass()) {
                return reply;
            }
            if (tries == MOST_TRIES || reply.status == 0 && !hasAnswered) {
                throw new Trouble(
                        "no answer from " + function + (reply.status == 0 ? " at " + way : ", HTTP " + reply.status));
            }
            long wait = Math.max(reply.retryAfter, Math.min(1L << (tries - 1), LONGEST_WAIT_SECONDS));
            waitUntil(timer.nanos() + TimeUnit.SECONDS.toNanos(wait));
        }
    }

    /** Whether the last call had to be repeated. */
    boolean hasRepeated() {
        return hasRepeated;
    }

    /** Each page of a list, to the last. */
    void pages(String function, ObjectNode input, Use use) throws IOException {
        String token;
        do {
            JsonNode page = call(function, input);
            use.of(page);
            token = page.path("nextToken").asText("");
            input.put("nextToken", token);
        } while (!token.isEmpty());
    }

    /** One of a business's own settings; null if it has none there, or if the caller may not read them. */
    @Nullable String setting(String business, String name) {
        if (settings == null) {
            Reply reply = repeat("read-settings", bytes(JSON.createObjectNode().put("businessId", business)));
            settings = reply.status == 200 ? json("read-settings", reply.body) : JSON.nullNode();
        }
        return settings.path("business").path(name).textValue();
    }

    /** @param instant by the timer, before which nothing goes on */
    void waitUntil(long instant) {
        try {
            if (instant > timer.nanos()) {
                timer.sleep(instant - timer.nanos());
            }
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private static Trouble stopped() {
        Thread.currentThread().interrupt();
        return new Trouble("stopped");
    }

    private static JsonNode understood(String function, Reply reply) {
        if (reply.status == 200) {
            return json(function, reply.body);
        }
        StringBuilder why = new StringBuilder(function + " refuses the call, HTTP " + reply.status);
        if (reply.status == 400 || reply.status == 401 || reply.status == 403) {
            json(function, reply.body)
                    .path("errors")
                    .forEach(each -> why.append(", " + each.path("field").asText() + " "
                            + each.path("code").asText()));
        }
        throw new Trouble(why.toString());
    }

    static JsonNode json(String whose, byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new Trouble("of " + whose + ", a text that is no JSON");
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
