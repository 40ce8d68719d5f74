package consimt.access;

import static consimt.kit.Texts.sizeOf;
import static consimt.kit.Texts.textOf;
import static consimt.kit.Texts.textsOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.access.AuthorizeCaller.Call;
import consimt.access.AuthorizeCaller.Pass;
import consimt.access.BusinessToken.TokenHolder;
import consimt.access.Link.Purpose;
import consimt.access.SealedTexts.SealedKind;
import consimt.answer.Unavailable;
import consimt.business.BusinessSettings;
import consimt.kit.Cases;
import consimt.kit.Fault;
import consimt.kit.World;
import consimt.runtime.StoreUnavailable;
import consimt.runtime.Unauthorized;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tokens of this service for businesses and for the operator's people. */
class BusinessTokensTest {

    private static final String METHOD = "arn:aws:execute-api:eu-central-1:123456789012:api/live/POST/check-permission";
    private static final int FORGERIES = Cases.of(200, 10_000);

    private final World world = World.fresh();
    private final Gateway gateway = new Gateway(world);
    private final String person = World.somebody();

    @Test
    void aBusinessComesInAsItsTokenSays() {
        JsonNode made = issue("'businessId':'librarie','name':'the shop','only':'CHECK'");
        assertEquals(
                World.tree("""
                        {'principalId':'token:%s',
                         'policyDocument':{'Version':'2012-10-17','Statement':[
                           {'Action':'execute-api:Invoke','Effect':'Allow','Resource':'%s'}]},
                         'context':{'kind':'BUSINESS','businessId':'librarie','name':'the shop','only':'CHECK'},
                         'usageIdentifierKey':'%s'}
                        """, textOf(made, "tokenId"), METHOD, keyOf("librarie")),
                World.JSON.valueToTree(pass(made)));
    }

    @Test
    void oneOfTheOperatorsPeopleComesInByTheirName() {
        JsonNode made = issue("'for':'OPERATOR','name':'Ana Pop'");
        Pass pass = pass(made);
        assertEquals(World.tree("{'kind':'STAFF','name':'Ana Pop'}"), World.JSON.valueToTree(pass.context()));
        assertEquals("token:" + textOf(made, "tokenId"), pass.principalId());
        assertEquals(keyOf("operator"), pass.usageIdentifierKey());
    }

    @Test
    void aTokenIsToldOnceWithTheDeskThatItOpensAndTheLedgerOfTheSettingsHasItWithoutTheToken() {
        world.settle("operator", "'gateway':{'address':'https://api.example','pages':'https://pages.example'}");
        JsonNode made = issue("'businessId':'a','name':'the shop','only':'READ','days':3");
        String token = textOf(made, "token");
        assertEquals(World.tree("""
                        {'outcome':'ISSUED','tokenId':'%s','token':'%s','expiresAt':'2026-11-27T12:00:00Z',
                         'desk':{'url':'https://pages.example/desk/#token=%s&business=a'}}
                        """, textOf(made, "tokenId"), token, token), made);
        JsonNode entry = world.call("read-ledger", "{'businessId':'a'}").at("/entries/0");
        assertEquals(World.tree("""
                        {'entryId':'%s','kind':'TOKEN_ISSUED','value':'%s','occurredAt':'2026-11-24T12:00:00Z',
                         'recordedAt':'2026-11-24T12:00:00Z','actor':'OPERATOR','calledBy':{'kind':'OPERATOR'},
                         'tokenName':'the shop','tokenOnly':'READ','tokenExpiresAt':'2026-11-27T12:00:00Z'}
                        """, textOf(entry, "entryId"), textOf(made, "tokenId")), entry);
        assertEquals(1, sizeOf(gateway.call("read-ledger", token, "{'businessId':'a'}"), "entries"));
    }

    @Test
    void aTokenEndsAtItsEnd() {
        for (String[] each : new String[][] {
            {"'businessId':'a','name':'x'", "P180D"},
            {"'businessId':'a','name':'x','days':365", "P365D"},
            {"'for':'OPERATOR','name':'x'", "PT12H"},
            {"'for':'OPERATOR','name':'x','hours':168", "P7D"}
        }) {
            JsonNode made = issue(each[0]);
            world.clock.pass(Duration.parse(each[1]).minusSeconds(1));
            pass(made);
            world.clock.pass(Duration.ofSeconds(1));
            assertNobody(made);
        }
    }

    @Test
    void aTokenWithoutAnOwnerANameOrASoundEndIsNotMade() {
        for (String[] each : new String[][] {
            {"", "businessId REQUIRED, name REQUIRED"},
            {"'businessId':'a','name':'x','days':366", "days INVALID"},
            {"'businessId':'a','name':'x','hours':2", "hours NOT_ALLOWED"},
            {"'businessId':'a','name':'BUSINESS'", "name INVALID"},
            {"'businessId':'a','name':'x','only':'WRITE'", "only UNKNOWN_VALUE"},
            {"'businessId':'operator','name':'x'", "businessId NOT_ALLOWED"},
            {"'for':'OPERATOR','businessId':'a','name':'x'", "businessId NOT_ALLOWED"},
            {"'for':'OPERATOR','name':'x','hours':169", "hours INVALID"},
            {"'for':'OPERATOR','name':'x','days':2", "days NOT_ALLOWED"},
            {"'for':'NOBODY','name':'x'", "for UNKNOWN_VALUE"}
        }) {
            assertEquals(each[1], problems(issue(each[0])), each[0]);
        }
        assertEquals("businessId REQUIRED", problems(revoke("")));
        assertEquals("tokenId INVALID", problems(revoke("'businessId':'a','tokenId':'x'")));
        assertEquals(List.of(), world.call("read-ledger", "{'businessId':'a'}").findValuesAsText("kind"));
    }

    @Test
    void theLongestTokenIsTaken() {
        String name = "\uD83D\uDE00".repeat(50);
        JsonNode made = issue("'businessId':'%s','name':'%s','only':'CHECK'".formatted("b".repeat(128), name));
        assertEquals(name, pass(made).context().name());
    }

    @Test
    void aRevokedTokenIsRefusedAtTheNextCall() {
        JsonNode first = issue("'businessId':'a','name':'first'");
        JsonNode second = issue("'businessId':'a','name':'second'");
        JsonNode ofAnother = issue("'businessId':'b','name':'of another'");
        JsonNode ofStaff = issue("'for':'OPERATOR','name':'Ana'");
        assertEquals("CHECKED", check(first));

        String one = "'businessId':'a','tokenId':'%s'".formatted(textOf(first, "tokenId"));
        assertEquals("RECORDED", textOf(revoke(one), "outcome"));
        assertEquals("UNCHANGED", textOf(revoke(one), "outcome"));
        assertNull(check(first));
        assertEquals("CHECKED", check(second));

        world.clock.pass(Duration.ofSeconds(1));
        assertEquals(
                World.tree("{'outcome':'RECORDED','revokedAt':'2026-11-24T12:00:01Z'}"), revoke("'businessId':'a'"));
        assertNobody(second);
        assertNobody(issue("'businessId':'a','name':'in the same second: rather one too many'"));
        world.clock.pass(Duration.ofSeconds(1));
        pass(issue("'businessId':'a','name':'later'"));
        pass(ofAnother);
        pass(ofStaff);

        assertEquals("RECORDED", textOf(revoke("'for':'OPERATOR'"), "outcome"));
        assertNobody(ofStaff);
        pass(ofAnother);
        assertEquals(
                List.of(
                        "TOKEN_ISSUED " + textOf(first, "tokenId"),
                        "TOKEN_ISSUED " + textOf(second, "tokenId"),
                        "TOKENS_REVOKED " + textOf(first, "tokenId"),
                        "TOKENS_REVOKED ALL"),
                entries("a").stream()
                        .filter(entry -> !entry.at("/tokenName").asText().contains("later")
                                && !entry.at("/tokenName").asText().contains("too many"))
                        .map(BusinessTokensTest::told)
                        .toList());
        assertEquals(
                List.of("TOKEN_ISSUED " + textOf(ofStaff, "tokenId"), "TOKENS_REVOKED ALL"),
                entries("operator").stream().map(BusinessTokensTest::told).toList());
    }

    /** Who believes that a stolen token ended would look no further. */
    @Test
    void aTokenOfAnotherIsNotRevokedByItsIdAndTheAnswerSaysSo() {
        String id = textOf(issue("'businessId':'a','name':'x'"), "tokenId");
        for (String other : List.of("'businessId':'b'", "'for':'OPERATOR'")) {
            assertEquals("tokenId NOT_FOUND", problems(revoke(other + ",'tokenId':'" + id + "'")));
        }
        // The entry of a revocation is none of a token.
        revoke("'businessId':'b'");
        String entry = textOf(entries("b").get(0), "entryId");
        assertEquals(
                "tokenId NOT_FOUND",
                problems(revoke("'businessId':'b','tokenId':'" + entry.substring(entry.indexOf('~') + 1) + "'")));
        assertEquals(
                List.of("TOKENS_REVOKED ALL"),
                entries("b").stream().map(BusinessTokensTest::told).toList());
        assertEquals(List.of(), entries("operator"));
        assertEquals("RECORDED", textOf(revoke("'businessId':'a','tokenId':'" + id + "'"), "outcome"));
    }

    /** A function's clock may be ahead of that of another function, which revokes. */
    @Test
    void aRevocationOfAllEndsTokensThatAClockAheadIssued() {
        world.clock.pass(Duration.ofHours(1));
        JsonNode ahead = issue("'businessId':'a','name':'x'");
        JsonNode ofAnother = issue("'businessId':'b','name':'x'");
        world.clock.pass(Duration.ofHours(-1));
        JsonNode answer = revoke("'businessId':'a'");
        assertEquals(World.tree("{'outcome':'RECORDED','revokedAt':'2026-11-24T13:00:00Z'}"), answer);
        for (int i = 0; i < 3; i++) {
            assertNobody(ahead);
            world.clock.pass(Duration.ofMinutes(45));
        }
        pass(ofAnother);
        pass(issue("'businessId':'a','name':'later'"));
    }

    /** A key of a source has no end. */
    @Test
    void theStoreForgetsNoRevocation() {
        JsonNode made = issue("'businessId':'a','name':'x','days':365");
        revoke("'businessId':'a','tokenId':'%s'".formatted(textOf(made, "tokenId")));
        revoke("'businessId':'a'");
        assertEquals(
                List.of(false, false),
                world.items(world.tables.revocations()).stream()
                        .map(item -> item.containsKey("expiresAt"))
                        .toList());
    }

    @Test
    void aTokenIsGoodAfterOneRotationOfTheSecretAndNotAfterTwo() {
        JsonNode made = issue("'businessId':'a','name':'x'");
        world.secrets.with(Access.KEY + ".previous", "a key for tests").with(Access.KEY, "the second key");
        world.clock.pass(Duration.ofMinutes(5));
        pass(made);
        JsonNode young = issue("'businessId':'a','name':'x'");
        world.secrets.with(Access.KEY + ".previous", "the second key").with(Access.KEY, "the third key");
        world.clock.pass(Duration.ofMinutes(5));
        assertNobody(made);
        pass(young);
    }

    @Test
    void whatCannotBeKnownIsAFaultAndNotAPass() {
        String token = token("'businessId':'a','name':'x'");
        for (Fault.When when : Fault.When.values()) {
            AuthorizeCaller cutOff = world.with(new Fault(1, when)).access.authorizer();
            assertThrows(Unavailable.Fault.class, () -> cutOff.authorizeCaller(new Call("Bearer " + token, METHOD)));
        }
    }

    /** A crash while tokens are revoked leaves all as it was or all done; the same call again ends it. */
    @Test
    void aRevocationThatIsCutOffIsDoneByTheSameCallAgain() {
        for (Fault.When when : Fault.When.values()) {
            JsonNode made =
                    issue("'businessId':'%s','name':'x'".formatted(when.name().toLowerCase()));
            String asked = "{'businessId':'%s'}".formatted(when.name().toLowerCase());
            assertThrows(
                    StoreUnavailable.class, () -> world.with(new Fault(1, when)).call("revoke-business-tokens", asked));
            world.call("revoke-business-tokens", asked);
            assertNobody(made);
            assertEquals(
                    List.of("TOKEN_ISSUED", "TOKENS_REVOKED"),
                    textsOf(entries(when.name().toLowerCase()), "kind"),
                    when.name());
        }
    }

    /** The reviews of all businesses are under the operator's own id, whichever it is now. */
    @Test
    void aTokenDoesNotOutliveTheIdOfItsOwner() {
        String ofBusiness = token("'businessId':'the-desk','name':'x'");
        String ofStaff = token("'for':'OPERATOR','name':'x'");
        SealedTexts sealed = Access.sealed(world);
        Callers callers = new Callers(
                new ProviderTokens(Optional.empty(), Optional.empty(), Optional.empty(), "businessId", world.clock),
                new BusinessTokens(sealed, world.stores.revocations(), world.clock),
                new Links(new LinkTokens(sealed), world.stores.revocations(), world.clock),
                new BusinessSettings(world.stores.businesses(), world.clock, "the-desk"));
        assertEquals(Optional.empty(), callers.of("Bearer " + ofBusiness));
        assertEquals(Optional.empty(), callers.of("Bearer " + ofStaff));
    }

    @Test
    void whoHasTheTokenStandsInWhatTheyDo() {
        String shop = token("'businessId':'a','name':'Ana Pop, the shop'");
        String staff = token("'for':'OPERATOR','name':'Ion'");
        String who = "{'userId':'%s','businessId':'a'}".formatted(person);
        gateway.call("request-opt-out", shop, who);
        world.clock.pass(Duration.ofSeconds(1));
        gateway.call("decide-consent", staff, who.replace("}", ",'decision':'BLOCK'}"));
        JsonNode entries = world.call("read-ledger", who).get("entries");
        assertEquals(World.tree("{'kind':'BUSINESS','id':'a','name':'Ana Pop, the shop'}"), entries.at("/0/calledBy"));
        assertEquals(World.tree("{'kind':'OPERATOR','name':'Ion'}"), entries.at("/1/calledBy"));
        assertEquals("PERSON", textOf(entries, "/1/actor"));
        // The business does not see who blocked it.
        JsonNode shown = gateway.call("read-ledger", shop, who).get("entries");
        assertEquals("BUSINESS", textOf(shown, "/0/calledBy/kind"));
        assertTrue(shown.at("/1/calledBy").isMissingNode());
    }

    @Test
    void aRequestOfTheOperatorsPeopleTakesNoIdOfTheOperators() {
        String staff = token("'for':'OPERATOR','name':'Ion'");
        String who = "'userId':'%s','businessId':'a','requestId':'r'".formatted(person);
        gateway.call("decide-consent", staff, "{%s,'decision':'BLOCK'}".formatted(who));
        assertEquals("RECORDED", world.outcome("decide-consent", "{%s,'decision':'CONTINUE'}", who));
    }

    /** Forged, swapped, cut, ended, revoked: none gets in, whatever else is right with it. */
    @Test
    void noTokenThatIsNotGoodGetsIn() {
        Random random = new Random(20261129);
        World strangers = World.fresh();
        strangers.secrets.with(Access.KEY, "another key");
        List<String> ended =
                List.of(token("'businessId':'a','name':'x','days':1"), token("'for':'OPERATOR','name':'x','hours':1"));
        world.clock.pass(Duration.ofDays(1));
        List<String> revoked = List.of(token("'businessId':'gone','name':'x'"), token("'businessId':'c','name':'x'"));
        revoke("'businessId':'gone'");
        revoke("'businessId':'c'");
        List<String> good = List.of(
                token("'businessId':'a','name':'x'"),
                token("'businessId':'b','name':'y','only':'READ'"),
                token("'for':'OPERATOR','name':'Ana'"));
        List<String> foreign = List.of(
                strangers.text("/token", "issue-business-token", "{'businessId':'a','name':'x'}"),
                strangers.text("/token", "issue-business-token", "{'for':'OPERATOR','name':'x'}"));
        String link = world.text("/token", "issue-person-link", "{'userId':'%s','purpose':'CALLS'}", person);
        good.forEach(this::pass);
        for (int i = 0; i < FORGERIES; i++) {
            String bad = switch (i % 8) {
                case 0 -> any(ended, random);
                case 1 -> any(revoked, random);
                case 2 -> any(foreign, random);
                case 3 -> changed(any(good, random), random);
                case 4 -> cut(any(good, random), random);
                case 5 -> swapped(good, random);
                case 6 -> underAnotherBeginning(any(good, random), link, random);
                default -> forged(random);
            };
            assertThrows(Unauthorized.class, () -> pass(bad), () -> "a forgery was taken: " + bad);
        }
        good.forEach(this::pass);
    }

    private static String changed(String token, Random random) {
        int at = random.nextInt(token.length());
        String changed = token.substring(0, at) + "ABCxyz019-_".charAt(random.nextInt(11)) + token.substring(at + 1);
        return changed.equals(token) ? token + "A" : changed;
    }

    private static String cut(String token, Random random) {
        int from = random.nextInt(token.length());
        return random.nextBoolean() ? token.substring(0, from) : token.substring(from + 1);
    }

    /** The beginning of one token and the end of another. */
    private static String swapped(List<String> good, Random random) {
        int one = random.nextInt(good.size());
        int at = 8 + random.nextInt(25);
        return good.get(one).substring(0, at)
                + good.get((one + 1) % good.size()).substring(at);
    }

    /** A token as a link, or a link as a token. */
    private static String underAnotherBeginning(String token, String link, Random random) {
        return random.nextBoolean() ? "L" + token.substring(2) : "T." + link.substring(1);
    }

    /** Made with the secret itself, and yet no token: of another kind or use, or about somebody else. */
    private String forged(Random random) {
        String until = String.valueOf(world.clock.instant().plusSeconds(60).getEpochSecond());
        String content = "00000000000000000000000000 %s %s 0 " + until + " x";
        return switch (random.nextInt(6)) {
            case 0 -> "T." + sealed(SealedKind.LINK, TokenHolder.BUSINESS, content.formatted("a", "-"));
            case 1 -> sealed(SealedKind.TOKEN, Purpose.CALLS, content.formatted("a", "-"));
            case 2 -> sealed(SealedKind.TOKEN, TokenHolder.BUSINESS, content.formatted("operator", "-"));
            case 3 -> sealed(SealedKind.TOKEN, TokenHolder.OPERATOR, content.formatted("a", "-"));
            case 4 -> sealed(SealedKind.TOKEN, TokenHolder.BUSINESS, content.formatted("a", "WHATEVER"));
            default -> sealed(SealedKind.TOKEN, TokenHolder.BUSINESS, "a");
        };
    }

    private String sealed(SealedKind kind, Object use, String content) {
        return Access.sealed(world).seal(kind, use, SealedTexts.newNonce(), content.getBytes(StandardCharsets.UTF_8));
    }

    private static String any(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String told(JsonNode entry) {
        return textOf(entry, "kind") + " " + textOf(entry, "value");
    }

    private List<JsonNode> entries(String businessId) {
        return world.pages("read-ledger", "entries", "'businessId':'%s'".formatted(businessId));
    }

    private static String problems(JsonNode answer) {
        return Stream.iterate(0, i -> i + 1)
                .limit(answer.path("errors").size())
                .map(i -> answer.at("/errors/" + i))
                .map(each -> textOf(each, "field") + " " + textOf(each, "code"))
                .collect(Collectors.joining(", "));
    }

    private String check(JsonNode made) {
        JsonNode answer = gateway.call(
                "check-permission",
                textOf(made, "token"),
                "{'userId':'%s','businessId':'a','category':'SERVICE'}".formatted(person));
        return answer == null ? null : textOf(answer, "outcome");
    }

    private static String keyOf(String business) {
        return "consimt-shared-by-businesses-"
                + consimt.runtime.Sha256.hex(business).charAt(0);
    }

    private JsonNode issue(String asked) {
        return world.call("issue-business-token", "{" + asked + "}");
    }

    private String token(String asked) {
        return textOf(issue(asked), "token");
    }

    private JsonNode revoke(String asked) {
        return world.call("revoke-business-tokens", "{" + asked + "}");
    }

    private Pass pass(JsonNode made) {
        return pass(textOf(made, "token"));
    }

    private Pass pass(String token) {
        return world.access.authorizer().authorizeCaller(new Call("Bearer " + token, METHOD));
    }

    private void assertNobody(JsonNode made) {
        assertThrows(Unauthorized.class, () -> pass(made));
    }
}
