package consimt.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.access.AuthorizeCaller.Call;
import consimt.kit.OneOf;
import consimt.kit.World;
import consimt.local.Template;
import consimt.runtime.Sha256;
import java.time.Duration;
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
    @OneOf(10)
    void anyBusinessHasAKeyWithoutSomebodyGivingItOne(
            @ForAll
                    @StringLength(min = 1, max = 128)
                    @CharRange(from = 'a', to = 'z')
                    @CharRange(from = '0', to = '9')
                    @Chars({'.', '_', ':', '+', '@', '-'})
                    String business) {
        String key = keyOf(business);
        assertTrue(KEYS.contains(key), key);
        assertEquals(key, keyOf(business));
    }

    @Test
    void businessesAreSpreadOverSixteenKeys() {
        assertEquals(16, KEYS.size());
        assertEquals(
                KEYS,
                IntStream.of(0, 1, 2, 3, 4, 5, 7, 8, 10, 11, 20, 29, 37, 39, 63, 98)
                        .mapToObj(shop -> keyOf("shop-" + shop))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** AWS takes from 20 to 128 characters. */
    @Test
    void keysAreAsLongAsAwsAllows() {
        KEYS.forEach(key -> assertTrue(key.length() >= 20 && key.length() <= 128, key));
    }

    @Test
    void aBusinessWithAKeyOfItsOwnIsCountedByItFromTheNextMinuteOn() {
        assertTrue(KEYS.contains(keyOf("own")));
        WORLD.elsewhere().settle("own", "'gateway':{'ownKey':true}");
        WORLD.clock.pass(Duration.ofMinutes(1));
        assertEquals("business-" + Sha256.hex("own"), keyOf("own"));
        WORLD.settle("own", "");
        assertTrue(KEYS.contains(keyOf("own")));
    }

    private static String keyOf(String business) {
        String token = Access.ISSUER.token(business, WORLD.clock.instant());
        return WORLD.access
                .authorizer()
                .authorizeCaller(new Call("Bearer " + token, "arn:aws:execute-api:eu-central-1:1:a/live/POST/f"))
                .usageIdentifierKey();
    }
}
