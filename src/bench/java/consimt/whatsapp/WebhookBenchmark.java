package consimt.whatsapp;

import consimt.secret.Secret;
import consimt.whatsapp.envelope.Envelope;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.State;

/** What the webhook does before anything is stored: the signature, and reading the envelope. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
public class WebhookBenchmark {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    private final List<Secret> secrets = List.of(new Secret(Platform.SECRET));
    private final byte[] one =
            Envelopes.of(Envelopes.message("90", "40700000001", "wamid.1", "hello", AT.getEpochSecond()));
    private final byte[] thousand = Envelopes.thousand(AT.getEpochSecond() - 1_000);
    private final String ofOne = new Platform(Platform.SECRET).signature(one);
    private final String ofThousand = new Platform(Platform.SECRET).signature(thousand);

    @Benchmark
    public boolean signatureOfOneUpdate() {
        return Signature.isRight(one, ofOne, secrets);
    }

    @Benchmark
    public boolean signatureOfAThousandUpdates() {
        return Signature.isRight(thousand, ofThousand, secrets);
    }

    @Benchmark
    public Object parsingOneUpdate() {
        return Envelope.read(one, AT);
    }

    @Benchmark
    public Object parsingAThousandUpdates() {
        return Envelope.read(thousand, AT);
    }
}
