package consimt.priming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.runtime.Faults;
import consimt.runtime.Metrics;
import consimt.runtime.PackagedFile;
import consimt.runtime.Rehearsal;
import consimt.runtime.Rehearsal.FirstCall;
import consimt.runtime.Rehearsal.Remembers;
import consimt.runtime.Setting;
import consimt.runtime.Setting.InvalidSetting;
import consimt.runtime.Unauthorized;
import io.quarkus.arc.All;
import io.quarkus.funqy.lambda.FunqyLambdaBindingRecorder;
import io.quarkus.funqy.lambda.config.FunqyAmazonBuildTimeConfig;
import io.quarkus.funqy.lambda.config.FunqyAmazonConfig;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.runtime.RuntimeValue;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crac.Context;
import org.crac.Resource;

/**
 * Exercises the exported function before its snapshot: with the example of its input, then with one call that really goes
 * to the store. A priming that fails does not fail the snapshot. Where a cache of classes is made for all functions, all of
 * them are exercised.
 */
@Singleton
record Priming(
        FunqyAmazonBuildTimeConfig built,
        FunqyAmazonConfig started,
        FirstCall store,
        @All List<Remembers> remembering,
        ObjectMapper json,
        Metrics metrics,
        Clock clock)
        implements Resource {

    /** Where the runtime puts the header of each event for AWS X-Ray. The SDK sends it on. */
    private static final String TRACE = "com.amazonaws.xray.traceHeader";

    /** The JVM compiles what was called 200 times, and most of what an answer calls is called for each event. */
    private static final int MOST_ROUNDS = 60;

    private static final int LAST_ROUNDS = 3;

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final String NOT_TRACED = "Root=1-00000000-000000000000000000000000;Sampled=0";

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            Setting.mustBeGone(
                    "consimt.whatsapp.status-opt-outs-an-hour",
                    "take it out, for each such opt-out counts; the parameter StatusOptOutsAnHour sets the alarm");
            rehearse();
            store.make();
        } catch (IOException | RuntimeException | LinkageError fault) {
            // A LinkageError: a class that a function or the rehearsal needs is not there.
            failForInvalidSetting(fault);
            Faults.log("priming", fault);
            metrics.count("PrimingFailed", 1);
        }
    }

    /** With such a setting no call would be answered, or it says what does not happen. The version that is live stays so. */
    private static void failForInvalidSetting(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidSetting invalid) {
                throw invalid;
            }
        }
    }

    /** What was read before the snapshot may be of another day. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        forgetAll();
    }

    private void forgetAll() {
        remembering.forEach(Remembers::forget);
    }

    private void rehearse() throws IOException {
        JsonNode examples = PackagedFile.read(Priming.class, "examples.json", json::readTree);
        try (StandIn standIn = StandIn.start(json, examples, Setting.text("consimt.table.ledger"))) {
            if (!ToStandIn.isDirect(standIn.address())) {
                throw new IOException("the stand-in is behind a proxy");
            }
            Rehearsal.begin(standIn.address());
            System.setProperty(TRACE, NOT_TRACED);
            String exported = Setting.text("quarkus.funqy.export");
            if (Setting.of("consimt.priming.all", Boolean.class)) {
                answerAll(examples.get("events"), exported);
            } else {
                answerOften(examples.at("/events/" + exported));
            }
        } finally {
            System.clearProperty(TRACE);
            Rehearsal.end();
            forgetAll();
        }
    }

    /** The garbage goes before the last rounds, because code that is called after a collection for the first time is slow. */
    private void answerOften(JsonNode events) throws IOException {
        Instant end = clock.instant().plus(LONGEST);
        for (int round = 0; round < MOST_ROUNDS && clock.instant().isBefore(end); round++) {
            answerAfresh(events);
        }
        Garbage.collect();
        for (int round = 0; round < LAST_ROUNDS; round++) {
            answerAfresh(events);
        }
    }

    /** As after a restore, where nothing is remembered. */
    private void answerAfresh(JsonNode events) throws IOException {
        answer(events);
        forgetAll();
    }

    private void answerAll(JsonNode events, String exported) throws IOException {
        try {
            for (Map.Entry<String, JsonNode> function : events.properties()) {
                choose(function.getKey());
                answer(function.getValue());
            }
        } finally {
            choose(exported);
        }
    }

    /** Lets another function answer from now on. The framework chooses it once, when it starts, by the environment. */
    private void choose(String function) {
        new FunqyLambdaBindingRecorder(
                        new RuntimeValue<>(() -> Optional.of(function)), built, new RuntimeValue<>(started))
                .chooseInvoker();
    }

    private void answer(JsonNode events) throws IOException {
        for (JsonNode event : events) {
            answer(json.writeValueAsBytes(event));
        }
    }

    /** As the runtime calls the function. */
    private static void answer(byte[] event) throws IOException {
        try {
            FunqyLambdaBindingRecorder.handle(new ByteArrayInputStream(event), new ByteArrayOutputStream(), null);
        } catch (ApplicationException thrown) {
            // The answer of the authorizer to nobody.
            if (!(thrown.getCause() instanceof Unauthorized)) {
                throw thrown;
            }
        }
    }
}
