package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import consimt.access.Link.Purpose;
import consimt.kit.World;
import consimt.relation.Channel;
import consimt.relation.Scope;
import consimt.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which marketing a link to unsubscribe is about. */
class LinkScopeTest {

    private static final String LONGEST = "t".repeat(Scope.LONGEST_PART);

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final World world = World.fresh();
    private final String person = World.somebody();
    private final String who = "'userId':'%s','businessId':'librarie'".formatted(person);

    private final LinkTokens tokens = new LinkTokens(world.secrets.secrets(world.clock), Access.KEY);

    @BeforeEach
    void theBusinessHasTopicsAndNumbers() {
        world.settle(
                "librarie",
                "'name':'Cărți','topics':[{'code':'offers','labels':{'en':'Offers'}},{'code':'%s','labels':{'en':'T'}}],'whatsapp':{'phoneNumberIds':['1001','%s']}",
                LONGEST,
                "9".repeat(Scope.LONGEST_PART));
        world.settle(
                "other",
                "'name':'O','topics':[{'code':'news','labels':{'en':'News'}}],'whatsapp':{'phoneNumberIds':['2002']}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'topic':'offers'}                                      | //offers",
                "{'channel':'sms'}                                       | sms//",
                "{'channel':'SMS','topic':'offers'}                      | sms//offers",
                "{'channel':'whatsapp','sender':'1001'}                  | whatsapp/1001/",
                "{'sender':'1001'}                                       | whatsapp/1001/",
                "{'channel':'whatsapp','sender':'1001','topic':'offers'} | whatsapp/1001/offers",
                "{'channel':null,'topic':'offers'}                       | //offers",
                "{}                                                      | \"\"",
                "null                                                    | \"\""
            })
    void aLinkKeepsItsScope(String asked, String kept) {
        JsonNode issued = issue(asked);
        assertEquals("ISSUED", issued.get("outcome").textValue(), issued::toString);
        Link link = opened(issued);
        assertEquals(Scope.of(kept), link.scope());
        assertEquals(person, link.userId().value());
        assertEquals(issued.get("linkId").textValue(), link.id());
    }

    @Test
    void everyChannelCanBeAskedFor() {
        for (Channel channel : Channel.values()) {
            assertEquals(
                    new Scope(channel, null, null),
                    opened(issue("{'channel':'" + channel.word() + "'}")).scope());
        }
    }

    @Test
    void aLinkWithoutAScopeIsAboutAll() {
        JsonNode issued = world.call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE'}", who);
        assertEquals(Scope.ALL, opened(issued).scope());
    }

    /** A token of earlier code has no scope, and one of later code may have a scope of another form. */
    @Test
    void aScopeThatCannotBeReadIsAll() {
        assertEquals(Optional.of(Scope.ofTopic("offers")), scopeOf("//offers"));
        assertEquals(Optional.of(Scope.ALL), scopeOf(null));
        for (Object unreadable : List.of(
                "",
                "//",
                "///",
                "offers",
                "pigeon//offers",
                "WHATSAPP|1001",
                "/1001/",
                "//OFFERS",
                "//offers/more",
                " //offers",
                "//" + LONGEST + "t",
                "x".repeat(200),
                7,
                true,
                List.of("//offers"),
                Map.of("topic", "offers"))) {
            assertEquals(Optional.of(Scope.ALL), scopeOf(unreadable), unreadable::toString);
        }
    }

    @Test
    void aScopeCannotBeChanged() {
        String narrow = issue("{'topic':'offers'}").get("token").textValue();
        String wide = issue("{}").get("token").textValue();
        String[] one = narrow.split("\\.", -1);
        String[] other = wide.split("\\.", -1);
        for (int part : new int[] {2, 3, 4}) {
            String[] mixed = one.clone();
            mixed[part] = other[part];
            assertEquals(Optional.empty(), tokens.open(String.join(".", mixed), Purpose.UNSUBSCRIBE));
        }
        for (int at = one[0].length() + 2; at < narrow.length(); at += 7) {
            // The last letter of a part has bits that mean nothing, so the first bit of a letter is changed.
            int letter = BASE64.indexOf(narrow.charAt(at));
            if (letter >= 0) {
                String changed = narrow.substring(0, at) + BASE64.charAt(letter ^ 32) + narrow.substring(at + 1);
                assertEquals(Optional.empty(), tokens.open(changed, Purpose.UNSUBSCRIBE), changed);
            }
        }
        assertEquals(
                Scope.ofTopic("offers"),
                tokens.open(narrow, Purpose.UNSUBSCRIBE).orElseThrow().scope());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'topic':'news'}                       | scope.topic UNKNOWN_VALUE",
                "{'topic':'Offers'}                     | scope.topic INVALID",
                "{'channel':'pigeon'}                   | scope.channel UNKNOWN_VALUE",
                "{'sender':'2002'}                      | scope.sender UNKNOWN_VALUE",
                "{'channel':'sms','sender':'1001'}      | scope.sender UNKNOWN_VALUE",
                "{'sender':'2002','topic':'news'}       | scope.sender UNKNOWN_VALUE, scope.topic UNKNOWN_VALUE",
                "{'channel':'sms','colour':'red'}       | scope.colour UNKNOWN_FIELD",
                "'offers'                               | scope INVALID",
                "[]                                     | scope INVALID"
            })
    void aScopeThatTheBusinessDoesNotHaveIsAnError(String asked, String errors) {
        JsonNode answer = issue(asked);
        assertEquals("REJECTED", answer.get("outcome").textValue(), answer::toString);
        assertEquals(errors, errors(answer));
    }

    @Test
    void aBusinessWithoutSettingsHasChannelsOnly() {
        String asked = "{'userId':'%s','businessId':'unknown','purpose':'UNSUBSCRIBE','scope':%s}";
        assertEquals(
                Scope.of("email//"),
                opened(world.call("issue-person-link", asked, person, "{'channel':'email'}"))
                        .scope());
        assertEquals(
                "scope.topic UNKNOWN_VALUE",
                errors(world.call("issue-person-link", asked, person, "{'topic':'offers'}")));
    }

    @Test
    void onlyALinkToUnsubscribeHasAScope() {
        for (String scope : List.of("{}", "{'channel':'sms'}", "{'topic':'offers'}")) {
            JsonNode answer = world.call("issue-person-link", "{%s,'purpose':'CALLS','scope':%s}", who, scope);
            assertEquals("scope NOT_ALLOWED", errors(answer));
        }
    }

    /** A line of mail has at most 998 characters (RFC 5322). */
    @Test
    void theAddressStaysShortAndSaysNothing() {
        JsonNode issued = issue("{'sender':'%s','topic':'%s'}".formatted("9".repeat(Scope.LONGEST_PART), LONGEST));
        String header = issued.at("/unsubscribe/headers/List-Unsubscribe").textValue();
        assertTrue(header.matches("<[!-~]{1,950}>"), () -> "an address of " + header.length());
        for (String part : issued.get("token").textValue().split("\\.")) {
            String bytes = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains(LONGEST));
        }
    }

    private JsonNode issue(String scope) {
        return world.call("issue-person-link", "{%s,'purpose':'UNSUBSCRIBE','scope':%s}", who, scope);
    }

    private Link opened(JsonNode issued) {
        return tokens.open(issued.get("token").textValue(), Purpose.UNSUBSCRIBE).orElseThrow();
    }

    private static String errors(JsonNode answer) {
        StringBuilder errors = new StringBuilder();
        answer.path("errors")
                .forEach(error -> errors.append(errors.isEmpty() ? "" : ", ")
                        .append(error.get("field").textValue())
                        .append(' ')
                        .append(error.get("code").textValue()));
        return errors.toString();
    }

    /** The scope of a good token with this claim. */
    private Optional<Scope> scopeOf(Object claim) {
        Instant now = world.clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("consimt")
                .audience(Purpose.UNSUBSCRIBE.audience())
                .jwtID("0".repeat(26))
                .subject(person)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofDays(1))))
                .claim("businessId", "librarie")
                .claim("scope", claim)
                .build();
        return tokens.open(sealed(claims), Purpose.UNSUBSCRIBE).map(Link::scope);
    }

    private String sealed(JWTClaimsSet claims) {
        Secret secret = world.secrets.secrets(world.clock).named(Access.KEY).get(0);
        try {
            SignedJWT signed = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            signed.sign(new MACSigner(secret.keyFor("consimt link signature")));
            JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                    .contentType("JWT")
                    .build();
            JWEObject sealed = new JWEObject(header, new Payload(signed));
            sealed.encrypt(new DirectEncrypter(secret.keyFor("consimt link encryption")));
            return sealed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
