package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.access.AuthorizeCaller.Call;
import consimt.access.BusinessToken.TokenHolder;
import consimt.kit.OneOf;
import consimt.kit.World;
import consimt.local.Template;
import consimt.relation.BusinessId;
import consimt.runtime.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** The gateway refuses a call by a key that it does not have, so the authorizer names one that it has. */
class BusinessKeysTest {

    private static final World WORLD = World.fresh();
    private static final BusinessTokens TOKENS =
            new BusinessTokens(Access.sealed(WORLD), WORLD.stores.revocations(), WORLD.clock);

    /** Of the template, in the plan of businesses. */
    private static final Set<String> KEYS = keys();

    private static Set<String> keys() {
        Template template = Template.read();
        Map<String, Map<String, Object>> keys = template.resources("AWS::ApiGateway::ApiKey");
        return template.resources("AWS::ApiGateway::UsagePlanKey").values().stream()
                .filter(in -> in.get("UsagePlanId").equals(Map.of("!Ref", "BusinessPlan")))
                .map(in -> Template.map(in, "KeyId").get("!Ref").toString())
                .map(key -> keys.get(key).get("Value").toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Property(tries = 100)
    @OneOf(5)
    void anyBusinessHasAKeyWithoutSomebodyGivingItOne(
            @ForAll
                    @StringLength(min = 1, max = 128)
                    @CharRange(from = 'a', to = 'z')
                    @CharRange(from = '0', to = '9')
                    @Chars({'.', '_', ':', '+', '@', '-'})
                    String business) {
        String token = own(business);
        String key = keyOf(token);
        assertTrue(KEYS.contains(key), key);
        assertEquals(key, keyOf(token));
    }

    @Test
    void businessesAreSpreadOverSixteenKeys() {
        assertEquals(16, KEYS.size());
        assertEquals(
                KEYS,
                IntStream.range(0, 100)
                        .mapToObj(shop -> keyOf(own("shop-" + shop)))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** AWS takes from 20 to 128 characters. */
    @Test
    void keysAreAsLongAsAwsAllows() {
        KEYS.forEach(key -> assertTrue(key.length() >= 20 && key.length() <= 128, key));
    }

    @Test
    void aBusinessWithAKeyOfItsOwnIsCountedByItFromTheNextMinuteOn() {
        String token = Access.ISSUER.token("own", WORLD.clock.instant());
        assertTrue(KEYS.contains(keyOf(token)));
        WORLD.elsewhere().settle("own", "'gateway':{'ownKey':true}");
        WORLD.clock.pass(Duration.ofMinutes(1));
        assertEquals("business-" + Sha256.hex("own"), keyOf(token));
        WORLD.settle("own", "");
        assertTrue(KEYS.contains(keyOf(token)));
    }

    /** A token of this service is made faster than a provider's. */
    private static String own(String business) {
        Instant now = WORLD.clock.instant();
        return TOKENS.seal(new BusinessToken(
                "t", TokenHolder.BUSINESS, new BusinessId(business), "x", null, now, now.plus(Duration.ofDays(1))));
    }

    private static String keyOf(String token) {
        return WORLD.access
                .authorizer()
                .authorizeCaller(new Call("Bearer " + token, "arn:aws:execute-api:eu-central-1:1:a/live/POST/f"))
                .usageIdentifierKey();
    }
}
