package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import consimt.kit.TestClock;
import consimt.notice.post.NoticePost.Reply;
import consimt.notice.post.Receiver.Request;
import consimt.runtime.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two libraries that others wrote accept the signatures. */
class NoticeSignatureTest {

    private static final SSLContext SHOP = Certificates.of("dns:shop.test");

    private static final String NEW = secret(24, 1);
    private static final String OLD = secret(64, 2);
    private static final String THIRD = secret(32, 3);

    /** Whether a library accepts a request, if it knows this secret. */
    @FunctionalInterface
    private interface Verifier {

        boolean accepts(String secret, Map<String, String> headers, String body);
    }

    @Test
    void theJavaLibraryAcceptsIt() {
        assertRotates(NoticeSignatureTest::javaAccepts);
    }

    @Test
    void theJavaScriptLibraryAcceptsIt() {
        assertRotates(JavaScriptVerifier.onThisMachine()::accepts);
    }

    private static void assertRotates(Verifier verifier) {
        Posting posting = new Posting();
        posting.secrets().with(Posting.SECRET_NAME, OLD);
        Request alone = sent(posting);
        assertTrue(verifier.accepts(OLD, alone.headers(), alone.body()));
        assertFalse(verifier.accepts(NEW, alone.headers(), alone.body()));

        posting = new Posting();
        posting.secrets().with(Posting.SECRET_NAME, NEW).with(Posting.SECRET_NAME + ".previous", OLD);
        Request both = sent(posting);
        assertTrue(verifier.accepts(NEW, both.headers(), both.body()));
        assertTrue(verifier.accepts(OLD, both.headers(), both.body()));
        assertFalse(verifier.accepts(THIRD, both.headers(), both.body()));
        assertFalse(verifier.accepts(NEW, both.headers(), both.body() + " "));
        assertFalse(verifier.accepts(NEW, with(both.headers(), "webhook-id", "msg_2"), both.body()));
        long sent = Long.parseLong(both.headers().get("webhook-timestamp"));
        assertFalse(verifier.accepts(NEW, with(both.headers(), "webhook-timestamp", "" + (sent - 1)), both.body()));
    }

    @Test
    void hasTheNewestSecretFirst() {
        Posting posting = new Posting();
        posting.secrets().with(Posting.SECRET_NAME, NEW);
        String first = sent(posting).headers().get("webhook-signature");
        posting = new Posting();
        posting.secrets().with(Posting.SECRET_NAME, OLD);
        String second = sent(posting).headers().get("webhook-signature");
        posting = new Posting();
        posting.secrets().with(Posting.SECRET_NAME, NEW).with(Posting.SECRET_NAME + ".previous", OLD);
        String[] both = sent(posting).headers().get("webhook-signature").split(" ");
        assertEquals(2, both.length);
        assertTrue(first.startsWith("v1,") && second.startsWith("v1,"));
        assertEquals(44 + 3, both[0].length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an app secret",
                "whsec_",
                "whsec_not base 64",
                "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=",
                "whsec_MfKQ9r8GKYqrTwjU PD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAB==",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA",
            })
    void isNotMadeWithABadSecret(String secret) {
        assertBad(secret);
    }

    @Test
    void isMadeWith24To64Bytes() {
        for (int bytes : List.of(1, 23, 65, 100)) {
            assertBad(secret(bytes, 1));
        }
        for (int bytes : List.of(24, 25, 26, 63, 64)) {
            Posting posting = new Posting();
            posting.secrets().with(Posting.SECRET_NAME, secret(bytes, 1));
            Request request = sent(posting);
            assertTrue(javaAccepts(secret(bytes, 1), request.headers(), request.body()));
        }
    }

    private static void assertBad(String secret) {
        Posting posting = new Posting().name("shop.test", Posting.address(Posting.PUBLIC));
        posting.secrets().with(Posting.SECRET_NAME, secret).with(Posting.SECRET_NAME + ".previous", OLD);
        assertEquals(Reply.of(PostProblem.BAD_SECRET, 0), posting.send("https://shop.test/"));
        assertEquals(List.of(), posting.lookups());
        assertEquals(List.of(), posting.called());
    }

    @Test
    void isNotMadeWithoutASecret() {
        Posting posting = new Posting().name("shop.test", Posting.address(Posting.PUBLIC));
        posting.secrets().remove(Posting.SECRET_NAME);
        assertEquals(Reply.of(PostProblem.NO_SECRET, 0), posting.send("https://shop.test/"));
        assertEquals(List.of(), posting.called());
    }

    /** A business that gave a wrong secret and then a right one must get its notices. */
    @Test
    void aBadFormerSecretIsLeftOut() {
        Posting posting = new Posting();
        posting.secrets().with(Posting.SECRET_NAME, NEW).with(Posting.SECRET_NAME + ".previous", "an error");
        Request request = sent(posting);
        assertTrue(javaAccepts(NEW, request.headers(), request.body()));
        assertFalse(request.headers().get("webhook-signature").contains(" "));
    }

    /** And need not wait until the wrong one is forgotten. */
    @Test
    void aBadSecretIsReadAgain() {
        TestClock clock = new TestClock("2026-11-26T10:00:00Z");
        try (Receiver receiver = Receiver.with(SHOP, Receiver.answering("HTTP/1.1 200 OK\r\n\r\n"))) {
            Posting posting = new Posting().clock(clock).to("shop.test", receiver);
            posting.secrets().with(Posting.SECRET_NAME, "an error");
            NoticePost post = posting.post();
            assertEquals(Reply.of(PostProblem.BAD_SECRET, 0), Posting.send(post, "https://shop.test/"));
            posting.secrets().with(Posting.SECRET_NAME, NEW);
            clock.pass(Duration.ofSeconds(11));
            assertEquals(Reply.of(200, 0), Posting.send(post, "https://shop.test/"));
        }
    }

    @Test
    void aStoreOfSecretsThatDoesNotAnswerIsAFault() {
        Posting posting = new Posting().name("shop.test", Posting.address(Posting.PUBLIC));
        posting.secrets().isDown(true);
        assertThrows(StoreUnavailable.class, () -> posting.send("https://shop.test/"));
        assertEquals(List.of(), posting.called());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "a\r\nb: c", "ă", "a\u0000", "a\u007f"})
    void anIdIsVisibleAsciiWithoutADot(String id) {
        NoticePost post = new Posting().post();
        NoticeUrl url = post.url("https://shop.test/").orElseThrow();
        assertThrows(
                IllegalArgumentException.class,
                () -> post.send(url, Posting.SECRET_NAME, id, Instant.EPOCH, Posting.BODY));
    }

    private static Request sent(Posting posting) {
        try (Receiver receiver = Receiver.with(SHOP, Receiver.answering("HTTP/1.1 200 OK\r\n\r\n"))) {
            NoticePost post = posting.to("shop.test", receiver).post();
            NoticeUrl url = post.url("https://shop.test/hook").orElseThrow();
            assertEquals(
                    Reply.of(200, 0), post.send(url, Posting.SECRET_NAME, "msg_2Xyz-1:a", Instant.now(), Posting.BODY));
            return receiver.requests().get(0);
        }
    }

    private static boolean javaAccepts(String secret, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        try {
            new Webhook(secret).verify(body, lists);
            return true;
        } catch (WebhookVerificationException refused) {
            return false;
        } catch (EmptyWebhookSecretException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> other = new LinkedHashMap<>(headers);
        other.put(name, value);
        return other;
    }

    private static String secret(int bytes, int fill) {
        byte[] key = new byte[bytes];
        Arrays.fill(key, (byte) (fill * 37));
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }
}
