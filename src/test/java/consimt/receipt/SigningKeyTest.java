package consimt.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import consimt.kit.Cases;
import consimt.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    private static final byte[] TEXT = "a receipt".getBytes(StandardCharsets.UTF_8);

    /** Of the two points with the same x, about half of all keys have the one and half the other. */
    @Test
    void anySecretGivesOneKeyPair() throws Exception {
        Set<String> ids = new HashSet<>();
        Set<Boolean> odd = new HashSet<>();
        int secrets = Cases.of(50, 2_000);
        for (int i = 0; i < secrets; i++) {
            SigningKey key = new SigningKey(new Secret("secret " + i));
            ECKey told = ECKey.parse(key.publicKey());
            assertTrue(JWSObject.parse(key.sign(TEXT)).verify(new ECDSAVerifier(told)));
            assertEquals(key.publicKey(), new SigningKey(new Secret("secret " + i)).publicKey());
            assertEquals(told.computeThumbprint().toString(), key.id());
            assertEquals(
                    Set.of("kty", "crv", "x", "y", "kid", "use", "alg"),
                    told.toJSONObject().keySet());
            ids.add(key.id());
            odd.add(told.getY().decodeToBigInteger().testBit(0));
        }
        assertEquals(secrets, ids.size());
        assertEquals(Set.of(true, false), odd);
    }

    @Test
    void aKeyIsNoKeyOfAnotherUse() {
        Secret secret = new Secret("a secret");
        assertNotEquals(
                new SigningKey(secret).id(), new SigningKey(new Secret(secret.keyFor("consimt receipts 1"))).id());
    }
}
