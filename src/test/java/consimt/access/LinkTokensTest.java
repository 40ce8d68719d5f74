package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.access.Link.Purpose;
import consimt.kit.TestClock;
import consimt.relation.BusinessId;
import consimt.relation.Channel;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.runtime.StoreUnavailable;
import consimt.secret.Secret;
import consimt.secret.TestSecrets;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A link as a text: short, secret, and whole or nothing. */
class LinkTokensTest {

    private static final String KEY = "a-key";
    private static final String PATH = "/unsubscribe?link=";
    private static final String PARTY = "ABCXYZabcxyz0189._:+@-";
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String LONG = "x".repeat(128);

    private final TestClock clock = new TestClock(NOW.toString());
    private final TestSecrets secrets = new TestSecrets().with(KEY, "a secret for tests");
    private final LinkTokens tokens = new LinkTokens(new SealedTexts(secrets.secrets(clock), KEY));

    private static Link link(String user, String business, Purpose purpose, Scope scope) {
        return new Link(
                SealedTexts.newNonce(),
                new UserId(user),
                business == null ? null : new BusinessId(business),
                purpose,
                scope,
                true,
                NOW,
                NOW.plus(Duration.ofDays(180)));
    }

    private static Link usual() {
        return link("40755500001", "librarie", Purpose.UNSUBSCRIBE, Scope.ALL);
    }

    /** A number, a business's id of 12 letters, and no scope. */
    @ParameterizedTest
    @ValueSource(strings = {"4", "40755500001", "999999999999999"})
    void anAddressHasAtMostEightyCharacters(String number) {
        for (String business : List.of("librarie1234", "ZZZZZZZZZZZZ", "999999999999", "------------")) {
            for (boolean isOfOperator : new boolean[] {true, false}) {
                Instant late = Instant.parse("2100-12-31T23:59:59Z");
                Link link = new Link(
                        SealedTexts.newNonce(),
                        new UserId(number),
                        new BusinessId(business),
                        Purpose.SUBSCRIBE,
                        Scope.ALL,
                        isOfOperator,
                        late,
                        late.plus(Link.LONGEST));
                String token = tokens.seal(link);
                assertTrue((PATH + token).length() <= 80, () -> (PATH + token).length() + " " + token);
                assertEquals(Optional.of(link), tokens.open(token, Purpose.SUBSCRIBE));
            }
        }
    }

    @Test
    void theLongestIdsAndScopeMakeALongerLink() {
        String part = "z".repeat(Scope.LONGEST_PART);
        for (String user : List.of(LONG, "o'".repeat(57) + "@mail.example")) {
            Link link = link(user, LONG, Purpose.UNSUBSCRIBE, new Scope(Channel.WHATSAPP, part, part));
            String token = tokens.seal(link);
            assertTrue(token.matches("[A-Za-z0-9_-]{300,512}"), token);
            assertEquals(Optional.of(link), tokens.open(token, Purpose.UNSUBSCRIBE));
        }
    }

    /** Whatever a link says, its text says the same. */
    @Test
    void anyLinkIsReadAsItWasMade() {
        Random random = new Random(32);
        List<Scope> scopes = List.of(
                Scope.ALL,
                Scope.of(Channel.SMS),
                Scope.ofTopic("offers-2_x"),
                Scope.of(Channel.WHATSAPP, "A:1+@._-z"),
                new Scope(Channel.EMAIL, null, "news"));
        for (int i = 0; i < 3_000; i++) {
            Purpose purpose = Purpose.values()[random.nextInt(Purpose.values().length)];
            boolean isOfAll = purpose == Purpose.CALLS && random.nextBoolean();
            Instant at = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(2_000_000_000));
            Link link = new Link(
                    SealedTexts.newNonce(),
                    new UserId(
                            random.nextBoolean()
                                    ? number(random)
                                    : random.nextBoolean() ? party(random) : address(random)),
                    isOfAll ? null : new BusinessId(party(random)),
                    purpose,
                    purpose == Purpose.CALLS ? Scope.ALL : scopes.get(random.nextInt(scopes.size())),
                    random.nextBoolean(),
                    at,
                    at.plus(Duration.ofDays(1 + random.nextInt(400))));
            String token = tokens.seal(link);
            assertEquals(Optional.of(link), tokens.open(token, purpose), link.userId()::value);
            assertEquals(
                    link.userId().value(),
                    tokens.open(token, Purpose.values()).orElseThrow().userId().value());
        }
    }

    private static String number(Random random) {
        return BigInteger.valueOf(random.nextLong() & Long.MAX_VALUE).toString().substring(0, 1 + random.nextInt(17));
    }

    private static String address(Random random) {
        return "a" + text(random, "abz019.!$%&'*+/=?^_`{|}-") + "@" + text(random, "abz019-") + ".example";
    }

    private static String party(Random random) {
        return text(random, PARTY);
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(30); left > 0; left--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    /** In each bit of each letter, and by each letter more or less. */
    @Test
    void aLinkWithAnythingChangedIsNone() {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (String user : List.of("40755500001", "RO.1", "4075550000")) {
            String token = tokens.seal(link(user, "librarie", Purpose.UNSUBSCRIBE, Scope.ALL));
            assertTrue(tokens.open(token, Purpose.UNSUBSCRIBE).isPresent());
            for (int at = 0; at < token.length(); at++) {
                for (int bit = 0; bit < 6; bit++) {
                    char other = letters.charAt(letters.indexOf(token.charAt(at)) ^ 1 << bit);
                    assertNone(token.substring(0, at) + other + token.substring(at + 1));
                }
                assertNone(token.substring(0, at) + token.substring(at + 1));
                assertNone(token.substring(0, at));
            }
            for (String more : List.of("A", "=", "==", ".", " ", "\n", "%20", "AAAA")) {
                assertNone(token + more);
                assertNone(more + token);
            }
        }
        for (String other :
                List.of("", "L", "LA", "L" + "A".repeat(16), "L" + "A".repeat(60), "L" + "A".repeat(99_999))) {
            assertNone(other);
        }
    }

    private void assertNone(String token) {
        assertEquals(Optional.empty(), tokens.open(token, Purpose.values()), token);
    }

    @ParameterizedTest
    @EnumSource
    void aLinkOfOnePurposeIsNoneOfAnother(Purpose purpose) {
        String token = tokens.seal(link("40755500001", "librarie", purpose, Scope.ALL));
        for (Purpose other : Purpose.values()) {
            assertEquals(other == purpose, tokens.open(token, other).isPresent(), other::name);
        }
    }

    @Test
    void twoLinksOfTheSameHaveNothingInCommonButTheirBeginning() {
        Set<String> ids = new HashSet<>();
        Set<String> ends = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            Link link = usual();
            String token = tokens.seal(link);
            assertTrue(token.startsWith("L" + link.id()));
            assertTrue(ids.add(link.id()) && ends.add(token.substring(17, 33)), token);
            String bytes = new String(Base64.getUrlDecoder().decode(token.substring(1)), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains("librarie") || bytes.contains("4075550") || token.contains("4075550"), token);
        }
    }

    @Test
    void aLinkOfTheFormerSecretIsGoodAsLongAsThatIsKept() {
        String old = tokens.seal(usual());
        secrets.with(KEY + ".previous", "a secret for tests").with(KEY, "the next");
        clock.pass(Duration.ofMinutes(5));
        String young = tokens.seal(usual());
        assertTrue(tokens.open(old, Purpose.UNSUBSCRIBE).isPresent());
        secrets.with(KEY + ".previous", "the next").with(KEY, "the one after it");
        clock.pass(Duration.ofMinutes(5));
        assertTrue(tokens.open(young, Purpose.UNSUBSCRIBE).isPresent());
        assertNone(old);
    }

    @Test
    void withoutASecretNoLinkIsMade() {
        secrets.remove(KEY);
        LinkTokens none = new LinkTokens(new SealedTexts(secrets.secrets(clock), KEY));
        assertThrows(StoreUnavailable.class, () -> none.seal(usual()));
    }

    /**
     * As of newer code: what this code cannot read stops all where a link stops, and is no link where it gives a yes. Made
     * here by the form as it is described.
     */
    @Test
    void aScopeThatCannotBeReadStopsAllAndAsksForNothing() throws GeneralSecurityException {
        assertEquals(Optional.of(Scope.ofTopic("offers")), scopeOf("//offers", Purpose.UNSUBSCRIBE));
        assertEquals(Optional.of(Scope.ofTopic("offers")), scopeOf("//offers", Purpose.SUBSCRIBE));
        assertEquals(Optional.of(Scope.ALL), scopeOf("", Purpose.SUBSCRIBE));
        for (String unreadable : List.of(
                "//", "///", "offers", "pigeon//offers", "/1001/", "//OFFERS", "//offers/more", "x".repeat(99))) {
            assertEquals(Optional.of(Scope.ALL), scopeOf(unreadable, Purpose.UNSUBSCRIBE), unreadable);
            assertEquals(Optional.empty(), scopeOf(unreadable, Purpose.SUBSCRIBE), unreadable);
        }
    }

    private Optional<Scope> scopeOf(String scope, Purpose purpose) throws GeneralSecurityException {
        String letters = "/-.:@_+0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        String texts = "librarie" + (scope.isEmpty() ? "" : "/" + scope);
        BigInteger number = BigInteger.ZERO;
        for (char letter : new StringBuilder(texts).reverse().toString().toCharArray()) {
            number = number.multiply(BigInteger.valueOf(70)).add(BigInteger.valueOf(letters.indexOf(letter) + 1));
        }
        long seconds =
                Duration.between(Instant.parse("2000-01-01T00:00:00Z"), NOW).toSeconds();
        number = number.multiply(BigInteger.TEN.pow(15))
                .add(BigInteger.valueOf(40755500001L))
                .shiftLeft(32)
                .add(BigInteger.valueOf(seconds))
                .shiftLeft(9)
                .add(BigInteger.valueOf(60))
                .shiftLeft(1);
        byte[] nonce = new byte[12];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(new Secret("a secret for tests").keyFor("consimt link " + purpose.name()), "AES"),
                new GCMParameterSpec(96, nonce));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String token = "L" + base64.encodeToString(nonce) + base64.encodeToString(cipher.doFinal(number.toByteArray()));
        Optional<Link> link = tokens.open(token, purpose);
        link.ifPresent(read -> assertEquals(
                List.of("40755500001", "librarie", false, NOW, NOW.plus(Duration.ofDays(60))),
                List.of(
                        read.userId().value(),
                        read.businessId().value(),
                        read.isOfOperator(),
                        read.issuedAt(),
                        read.expiresAt())));
        return link.map(Link::scope);
    }
}
