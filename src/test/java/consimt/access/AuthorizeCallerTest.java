package consimt.access;

import static consimt.kit.Texts.textOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import consimt.access.AuthorizeCaller.Call;
import consimt.access.AuthorizeCaller.Pass;
import consimt.answer.Caller;
import consimt.answer.Unavailable;
import consimt.business.BusinessSettings;
import consimt.http.ApiDocument;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.runtime.Sha256;
import consimt.runtime.StoreUnavailable;
import consimt.runtime.Unauthorized;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who is let in, as whom, and who is not. */
class AuthorizeCallerTest {

    private static final String METHOD = "arn:aws:execute-api:eu-central-1:123456789012:api/live/POST/check-permission";
    private static final TestIssuer ISSUER = Access.ISSUER;

    private final World world = World.fresh();
    private final String person = World.somebody();

    private Instant now() {
        return world.clock.instant();
    }

    @Test
    void aBusinessComesInAsItsTokenSays() {
        Pass pass = pass(ISSUER.token("librarie", now()));
        assertEquals(World.tree("""
                        {'principalId':'business:librarie',
                         'policyDocument':{'Version':'2012-10-17','Statement':[
                           {'Action':'execute-api:Invoke','Effect':'Allow','Resource':'%s'}]},
                         'context':{'kind':'BUSINESS','businessId':'librarie'},
                         'usageIdentifierKey':'consimt-shared-by-businesses-%s'}
                        """, METHOD, Sha256.hex("librarie").charAt(0)), World.JSON.valueToTree(pass));
    }

    @Test
    void aPersonComesInAsTheirLinkSaysAndNoLogGetsTheirNumber() {
        JsonNode link = issue("'purpose':'CALLS'");
        Pass pass = pass(textOf(link, "token"));
        assertEquals("link:" + textOf(link, "linkId"), pass.principalId());
        assertEquals(World.tree("{'kind':'PERSON','userId':'%s'}", person), World.JSON.valueToTree(pass.context()));
        assertEquals("consimt-all-person-links", pass.usageIdentifierKey());

        Pass scoped = pass(textOf(issue("'purpose':'CALLS','businessId':'a'"), "token"));
        assertEquals(
                World.tree("{'kind':'PERSON','businessId':'a','userId':'%s'}", person),
                World.JSON.valueToTree(scoped.context()));
    }

    @Test
    void aBusinessTokenThatIsNotGoodIsNobodys() throws JOSEException {
        Map<String, String> bad = new LinkedHashMap<>();
        JWTClaimsSet good = ISSUER.claims("a", now()).build();
        bad.put("expired", signed(new JWTClaimsSet.Builder(good).expirationTime(at(Duration.ofMinutes(-2)))));
        bad.put("without an end", signed(new JWTClaimsSet.Builder(good).expirationTime(null)));
        bad.put("not yet good", signed(new JWTClaimsSet.Builder(good).notBeforeTime(at(Duration.ofMinutes(5)))));
        bad.put("of another issuer", signed(new JWTClaimsSet.Builder(good).issuer("https://other.example")));
        bad.put("for another audience", signed(new JWTClaimsSet.Builder(good).audience("https://other.example")));
        bad.put("for nobody", signed(new JWTClaimsSet.Builder(good).audience((String) null)));
        bad.put("without a business", signed(new JWTClaimsSet.Builder(good).claim("businessId", null)));
        bad.put("of several", signed(new JWTClaimsSet.Builder(good).claim("businessId", java.util.List.of("a", "b"))));
        bad.put("of a forged id", signed(new JWTClaimsSet.Builder(good).claim("businessId", "a#b")));
        bad.put("by another key of that name", TestIssuer.signed(good, TestIssuer.forged("current")));
        bad.put("by a key nobody knows", TestIssuer.signed(good, TestIssuer.forged("other")));
        bad.put("of another type", TestIssuer.signed(new JOSEObjectType("logout+jwt"), good, ISSUER.key()));
        bad.put("not signed", new PlainJWT(good).serialize());
        SignedJWT byPublicKey = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("current").build(), good);
        byPublicKey.sign(new MACSigner(ISSUER.key().toPublicJWK().toJSONString()));
        bad.put("signed with the public key", byPublicKey.serialize());
        String token = ISSUER.token("a", now());
        bad.put("cut", token.substring(0, token.length() - 3));
        String ofB = ISSUER.token("b", now());
        bad.put("with other claims", swap(token, 1, ofB));
        bad.put("with another signature", swap(token, 2, ofB));
        bad.put("no token", "a.b.c");
        bad.put("very long", "a".repeat(100_000));
        bad.forEach((why, each) -> assertThrows(Unauthorized.class, () -> pass(each), why));
        assertEquals(bad.size(), world.counted.get("RefusedCallers"), "they are told from faults");
        assertEquals(
                "Unauthorized",
                assertThrows(Unauthorized.class, () -> pass("a.b.c")).toString());

        for (String header : new String[] {"", "Bearer", "Bearer ", token, "Basic " + token, "Bearer\t" + token}) {
            assertThrows(Unauthorized.class, () -> world.access.authorizer().authorizeCaller(new Call(header, METHOD)));
        }
        assertThrows(Unauthorized.class, () -> world.access.authorizer().authorizeCaller(new Call(null, METHOD)));
        assertThrows(Unauthorized.class, () -> world.access.authorizer().authorizeCaller(null));
    }

    @Test
    void theNameOfTheSchemeIsOfAnyCase() {
        String token = ISSUER.token("a", now());
        Pattern allowed = Pattern.compile(textOf(
                ApiDocument.TREE,
                "/components/securitySchemes/caller/x-amazon-apigateway-authorizer/identityValidationExpression"));
        for (String scheme : new String[] {"bearer ", "BEARER ", "bEaReR "}) {
            assertTrue(allowed.matcher(scheme + token).matches(), scheme);
            assertEquals(
                    "business:a",
                    world.access
                            .authorizer()
                            .authorizeCaller(new Call(scheme + token, METHOD))
                            .principalId());
        }
    }

    /** A token works here exactly if the gateway lets it through. */
    @Test
    void aBusinessTokenIsAsLongAsTheGatewayAllows() {
        Pattern allowed = Pattern.compile(textOf(
                ApiDocument.TREE,
                "/components/securitySchemes/caller/x-amazon-apigateway-authorizer/identityValidationExpression"));
        int passed = 0;
        int refused = 0;
        for (int padding = 2_500; padding < 3_000; padding += Cases.of(50, 10)) {
            String token = signed(ISSUER.claims("a", now()).claim("more", "x".repeat(padding)));
            if (allowed.matcher("Bearer " + token).matches()) {
                assertEquals("business:a", pass(token).principalId());
                passed++;
            } else {
                assertThrows(Unauthorized.class, () -> pass(token), () -> "of " + token.length());
                refused++;
            }
        }
        assertTrue(passed > 0 && refused > 0, passed + " and " + refused);
    }

    @Test
    void aLinkThatIsNotGoodIsNobodys() {
        String good = textOf(issue("'purpose':'CALLS'"), "token");
        String other = textOf(issue("'purpose':'CALLS','businessId':'a'"), "token");
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("with another end", good.substring(0, 30) + other.substring(30));
        bad.put("with another beginning", other.substring(0, 17) + good.substring(17));
        bad.put("cut", good.substring(0, good.length() - 1));
        bad.put("to subscribe", textOf(issue("'purpose':'SUBSCRIBE','businessId':'a'"), "token"));
        bad.put("for another purpose", textOf(issue("'purpose':'UNSUBSCRIBE','businessId':'a'"), "token"));
        bad.put("of another service", textOf(elsewhere(), "token"));
        bad.forEach((why, each) -> assertThrows(Unauthorized.class, () -> pass(each), why));

        world.clock.pass(Duration.ofDays(30).minusSeconds(1));
        pass(good);
        world.clock.pass(Duration.ofSeconds(1));
        assertThrows(Unauthorized.class, () -> pass(good));
    }

    @Test
    void aLinkIsGoodForNothingFromItsRevocationOn() {
        JsonNode first = issue("'purpose':'CALLS'");
        JsonNode second = issue("'purpose':'CALLS','businessId':'a'");
        JsonNode third = issue("'purpose':'CALLS','businessId':'b'");
        String one = "{'userId':'%s','linkId':'%s'}";
        revoke("RECORDED", one, person, textOf(first, "linkId"));
        revoke("UNCHANGED", one, person, textOf(first, "linkId"));
        assertNobody(first);
        pass(textOf(second, "token"));

        revoke("RECORDED", "{'userId':'%s','businessId':'a'}", person);
        assertNobody(second);
        pass(textOf(third, "token"));

        revoke("RECORDED", "{'userId':'%s'}", person);
        revoke("UNCHANGED", "{'userId':'%s'}", person);
        assertNobody(third);

        assertNobody(issue("'purpose':'CALLS'")); // in the same second: rather one too many
        world.clock.pass(Duration.ofSeconds(1));
        pass(textOf(issue("'purpose':'CALLS'"), "token"));
        pass(textOf(issue("'purpose':'CALLS','businessId':'a'"), "token"));
        assertNobody(third);
    }

    @Test
    void oneCannotRevokeALinkOfSomebodyElse() {
        JsonNode link = issue("'purpose':'CALLS'");
        revoke("RECORDED", "{'userId':'%s','linkId':'%s'}", "mallory", textOf(link, "linkId"));
        pass(textOf(link, "token"));
    }

    @Test
    void whatCannotBeKnownIsAFaultAndNotAPass() {
        String link = textOf(issue("'purpose':'CALLS'"), "token");
        for (Fault.When when : Fault.When.values()) {
            AuthorizeCaller cutOff = world.with(new Fault(1, when)).access.authorizer();
            assertThrows(Unavailable.Fault.class, () -> cutOff.authorizeCaller(new Call("Bearer " + link, METHOD)));
        }
        world.secrets.isDown(true);
        world.clock.pass(Duration.ofMinutes(5));
        assertThrows(Unavailable.Fault.class, () -> pass(link));
        assertNull(world.counted.get("RefusedCallers"));

        TestIssuer down = new TestIssuer();
        down.answers(503);
        ProviderTokens tokens = Access.provider(down, world.clock);
        assertThrows(StoreUnavailable.class, () -> tokens.of(down.token("a", now())));
        down.answers(200);
        assertEquals("a", tokens.of(down.token("a", now())).orElseThrow().value());
    }

    @Test
    void theIssuersKeysAreFetchedOnceAndNotForEachForgery() {
        TestIssuer issuer = new TestIssuer();
        ProviderTokens tokens = Access.provider(issuer, world.clock);
        String good = issuer.token("a", now());
        String forged = TestIssuer.signed(issuer.claims("a", now()).build(), TestIssuer.forged("unknown"));
        for (int i = 0; i < 100; i++) {
            assertEquals("a", tokens.of(good).orElseThrow().value());
            assertEquals(Optional.empty(), tokens.of(forged));
        }
        assertTrue(issuer.fetched() <= 3, () -> issuer.fetched() + " fetches");
    }

    @Test
    void noKeyThatIsShortOrForSomethingElseSignsABusinessIn() {
        TestIssuer issuer = new TestIssuer();
        RSAKey good = TestIssuer.forged("good");
        Map<RSAKey, Boolean> keys = new LinkedHashMap<>();
        keys.put(new RSAKey.Builder(good).keyID("bare").build(), true);
        keys.put(new RSAKey.Builder(good).keyID("use").keyUse(KeyUse.SIGNATURE).build(), true);
        keys.put(withOperations(good, "verifies", KeyOperation.VERIFY), true);
        keys.put(withOperations(good, "signs too", KeyOperation.SIGN, KeyOperation.VERIFY), true);
        keys.put(TestIssuer.key("short", 2_047), false);
        keys.put(
                new RSAKey.Builder(good)
                        .keyID("encrypts")
                        .keyUse(KeyUse.ENCRYPTION)
                        .build(),
                false);
        keys.put(
                new RSAKey.Builder(good)
                        .keyID("other use")
                        .keyUse(new KeyUse("tls"))
                        .build(),
                false);
        keys.put(withOperations(good, "wraps", KeyOperation.WRAP_KEY, KeyOperation.ENCRYPT), false);
        keys.put(withOperations(good, "signs alone", KeyOperation.SIGN), false);
        keys.keySet().forEach(issuer::publishes);
        ProviderTokens tokens = Access.provider(issuer, world.clock);
        JWTClaimsSet claims = issuer.claims("a", now()).build();
        keys.forEach((key, isGood) ->
                assertEquals(isGood, tokens.of(TestIssuer.signed(claims, key)).isPresent(), key.getKeyID()));
    }

    private static RSAKey withOperations(RSAKey key, String id, KeyOperation... operations) {
        return new RSAKey.Builder(key)
                .keyID(id)
                .keyOperations(Set.of(operations))
                .build();
    }

    /** What providers do differently: where their keys are, what they call a token, in which claim the business is. */
    @Test
    void aProviderMayHaveItsOwnWays() {
        ProviderTokens tokens = new ProviderTokens(
                Optional.of(ISSUER.address()),
                Optional.of(TestIssuer.AUDIENCE),
                Optional.of(ISSUER.address() + "/certs"),
                "https://shop.example/tenant",
                world.clock);
        JWTClaimsSet claims = ISSUER.claims("b", now())
                .claim("https://shop.example/tenant", "a")
                .build();
        for (String type : new String[] {null, "JWT", "at+jwt"}) {
            JOSEObjectType typ = type == null ? null : new JOSEObjectType(type);
            String token = TestIssuer.signed(typ, claims, ISSUER.key());
            assertEquals("a", tokens.of(token).orElseThrow().value(), type);
        }
        assertEquals(Optional.empty(), tokens.of(ISSUER.token("a", now())), "another claim says nothing");
    }

    /** Under the operator's own id are the reviews of all businesses. */
    @Test
    void noBusinessComesInAsTheOperator() {
        String token = ISSUER.token("operator", now());
        assertThrows(Unauthorized.class, () -> pass(token));
        assertEquals(1, world.counted.get("RefusedCallers"));
        assertEquals(null, new Gateway(world).call("list-follow-ups", token, "{'businessId':'operator'}"));
        for (String other : List.of("Operator", "operator.", "operators")) {
            assertEquals(other, pass(ISSUER.token(other, now())).context().businessId());
        }
        JsonNode link = issue("'purpose':'CALLS','businessId':'operator'");
        assertEquals(Caller.Kind.PERSON, pass(textOf(link, "token")).context().kind(), "people may ask about it");
    }

    @Test
    void theOperatorsIdIsTheOneThatIsConfigured() {
        ProviderTokens tokens = Access.provider(ISSUER, world.clock);
        Links links = new Links(Access.links(world), world.stores.revocations(), world.clock);
        BusinessTokens own = new BusinessTokens(Access.sealed(world), world.stores.revocations(), world.clock);
        Callers callers = new Callers(
                tokens, own, links, new BusinessSettings(world.stores.businesses(), world.clock, "the-desk"));
        assertEquals(Optional.empty(), callers.of("Bearer " + ISSUER.token("the-desk", now())));
        assertEquals(
                "operator",
                callers.of("Bearer " + ISSUER.token("operator", now()))
                        .orElseThrow()
                        .businessId());
    }

    @Test
    void withoutAnIssuerNoBusinessComesIn() {
        ProviderTokens none =
                new ProviderTokens(Optional.empty(), Optional.empty(), Optional.empty(), "businessId", world.clock);
        assertEquals(Optional.empty(), none.of(ISSUER.token("a", now())));
    }

    private Pass pass(String token) {
        return world.access.authorizer().authorizeCaller(new Call("Bearer " + token, METHOD));
    }

    private void assertNobody(JsonNode link) {
        assertThrows(Unauthorized.class, () -> pass(textOf(link, "token")));
    }

    private JsonNode issue(String more) {
        return world.call("issue-person-link", "{'userId':'%s',%s}", person, more);
    }

    private JsonNode elsewhere() {
        World other = World.fresh();
        other.secrets.with(Access.KEY, "another key");
        return other.call("issue-person-link", "{'userId':'%s','purpose':'CALLS'}", person);
    }

    private void revoke(String outcome, String body, Object... values) {
        assertEquals(outcome, world.outcome("revoke-person-links", body, values));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return TestIssuer.signed(claims.build(), ISSUER.key());
    }

    private Date at(Duration from) {
        return Date.from(now().plus(from));
    }

    /** One part of a token in the place of another's. */
    private static String swap(String token, int part, String from) {
        String[] parts = token.split("\\.");
        parts[part] = from.split("\\.")[part];
        return String.join(".", parts);
    }
}
