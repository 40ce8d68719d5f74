package consimt.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import consimt.kit.TestClock;
import consimt.runtime.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);

    private final TestClock clock = new TestClock("2026-11-24T12:00:00Z");
    private final TestSecrets source = new TestSecrets();
    private final Secrets secrets = source.secrets(clock);

    /** RFC 4231, test case 2. */
    @Test
    void signsAsTheStandardSays() {
        assertEquals(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                HexFormat.of().formatHex(new Secret(" Jefe\n").hmac(MESSAGE)));
    }

    @Test
    void aKeyForOneUseTellsNothingOfAnother() {
        Secret secret = new Secret("s");
        assertNotEquals(
                HexFormat.of().formatHex(secret.keyFor("a")), HexFormat.of().formatHex(secret.keyFor("b")));
        assertEquals(32, secret.keyFor("a").length);
        assertFalse(new Secret("hidden").toString().contains("hidden"));
    }

    @Test
    void theCurrentOneComesFirstAndThenTheOneBefore() {
        assertEquals(List.of(), secrets.named("shop"));
        source.with("key", "new").with("key.previous", "old");
        List<Secret> both = secrets.named("key");
        assertArrayEquals(new Secret("new").hmac(MESSAGE), both.get(0).hmac(MESSAGE));
        assertArrayEquals(new Secret("old").hmac(MESSAGE), both.get(1).hmac(MESSAGE));
        assertEquals(2, both.size());
    }

    @Test
    void areAskedForOnceInFiveMinutes() {
        source.with("key", "a");
        secrets.named("key");
        source.with("key", "b");
        clock.pass(Secrets.KEPT.minusSeconds(1));
        assertArrayEquals(
                new Secret("a").hmac(MESSAGE), secrets.named("key").get(0).hmac(MESSAGE));
        assertEquals(List.of("key", "key.previous"), source.takeAsked());
        clock.pass(Duration.ofSeconds(1));
        assertArrayEquals(
                new Secret("b").hmac(MESSAGE), secrets.named("key").get(0).hmac(MESSAGE));
    }

    @Test
    void areAskedForAgainAfterAFailedCheckButNotByAFlood() {
        source.with("key", "a");
        secrets.named("key");
        source.with("key", "b");
        assertArrayEquals(
                new Secret("a").hmac(MESSAGE), secrets.fresh("key").get(0).hmac(MESSAGE));
        clock.pass(Secrets.REFRESHED_AFTER.plusMillis(1));
        source.takeAsked();
        for (int i = 0; i < 1_000; i++) {
            assertArrayEquals(
                    new Secret("b").hmac(MESSAGE), secrets.fresh("key").get(0).hmac(MESSAGE));
        }
        assertEquals(List.of("key", "key.previous"), source.takeAsked());
    }

    @Test
    void aSourceThatDoesNotAnswerIsAFaultAndNotNothing() {
        source.isDown(true);
        assertThrows(StoreUnavailable.class, () -> secrets.named("key"));
        source.isDown(false);
        assertEquals(List.of(), secrets.named("key"));
    }
}
