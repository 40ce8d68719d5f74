package consimt.priming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.runtime.Faults;
import consimt.runtime.FirstCall;
import consimt.runtime.Metrics;
import consimt.runtime.PackagedFile;
import consimt.runtime.Rehearsal;
import consimt.runtime.Remembers;
import consimt.runtime.Unauthorized;
import io.quarkus.arc.All;
import io.quarkus.funqy.lambda.FunqyLambdaBindingRecorder;
import io.quarkus.funqy.runtime.ApplicationException;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.crac.Context;
import org.crac.Resource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Exercises the exported function before its snapshot: with the example of its input, then with one call that really goes
 * to the store. A priming that fails does not fail the snapshot.
 */
@Singleton
class Priming implements Resource {

    private final String export;
    private final FirstCall store;
    private final List<Remembers> remembering;
    private final ObjectMapper json;
    private final Metrics metrics;

    Priming(
            @ConfigProperty(name = "quarkus.funqy.export") String export,
            FirstCall store,
            @All List<Remembers> remembering,
            ObjectMapper json,
            Metrics metrics) {
        this.export = export;
        this.store = store;
        this.remembering = remembering;
        this.json = json;
        this.metrics = metrics;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            rehearse();
            store.make();
        } catch (IOException | RuntimeException fault) {
            Faults.log("priming", fault);
            metrics.count("PrimingFailed", 1);
        }
    }

    /** What was read before the snapshot may be of another day. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        remembering.forEach(Remembers::forget);
    }

    private void rehearse() throws IOException {
        JsonNode examples = PackagedFile.read(Priming.class, "examples.json", json::readTree);
        try (StandIn standIn = StandIn.start(json, examples)) {
            Rehearsal.begin(standIn.address());
            for (JsonNode event : examples.at("/events/" + export)) {
                answer(json.writeValueAsBytes(event));
            }
        } finally {
            Rehearsal.end();
            remembering.forEach(Remembers::forget);
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
