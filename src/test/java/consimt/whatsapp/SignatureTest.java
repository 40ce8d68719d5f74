package consimt.whatsapp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.secret.Secret;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    private static final Secret SECRET = new Secret("un secret de probă");
    private static final Secret OTHER = new Secret("alt secret de probă");
    private static final byte[] BODY =
            "{\"object\":\"whatsapp_business_account\",\"entry\":[],\"ș\":\"\\u0219\"}".getBytes(UTF_8);

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            RFC 4231 case 1, 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7
            RFC 4231 case 2, 4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
            """)
    void knownSignaturesAreRight(String vector, String secret, String body, String signature) {
        byte[] bytes = HexFormat.of().parseHex(body);
        List<Secret> secrets = List.of(new Secret(HexFormat.of().parseHex(secret)));
        assertTrue(Signature.isRight(bytes, "sha256=" + signature, secrets));
        assertFalse(Signature.isRight(bytes, "sha256=" + signature, List.of(SECRET)));
    }

    @Test
    void noChangeOfOneBitIsRight() {
        Random random = new Random(20261124);
        String header = header(SECRET);
        int right = 0;
        for (int i = 0; i < Cases.of(5_000, 50_000); i++) {
            byte[] body = BODY.clone();
            flip(body, random);
            byte[] signature = header.getBytes(UTF_8);
            flip(signature, random);
            right += Signature.isRight(body, header, List.of(SECRET)) ? 1 : 0;
            right += Signature.isRight(BODY, new String(signature, ISO_8859_1), List.of(SECRET)) ? 1 : 0;
        }
        assertEquals(0, right);
        assertTrue(Signature.isRight(BODY, header, List.of(SECRET)));
    }

    @Test
    void whileASecretIsReplacedBothAreRight() {
        assertTrue(Signature.isRight(BODY, header(SECRET), List.of(OTHER, SECRET)));
        assertTrue(Signature.isRight(BODY, header(OTHER), List.of(OTHER, SECRET)));
        assertTrue(Signature.isRight(BODY, header(SECRET), List.of(SECRET, OTHER)));
        assertFalse(Signature.isRight(BODY, header(SECRET), List.of(OTHER)));
        assertFalse(Signature.isRight(BODY, header(SECRET), List.of()));
    }

    @Test
    void aHeaderOfAnotherFormIsNotRight() {
        String right = header(SECRET);
        String hex = right.substring("sha256=".length());
        for (String header : new String[] {
            null,
            "",
            hex,
            "sha256=",
            "sha1=" + hex,
            "SHA256=" + hex,
            "sha256=" + hex.toUpperCase(Locale.ROOT),
            "sha256=" + hex.substring(2),
            right + "00",
            right + ",",
            right + "\n",
            " " + right,
            right.replace('=', ':'),
            "sha256=" + "g".repeat(64),
            "sha256=" + "٠".repeat(64),
        }) {
            assertFalse(Signature.isRight(BODY, header, List.of(SECRET)), () -> "" + header);
            assertFalse(header != null && Signature.hasItsForm(header), () -> "" + header);
        }
    }

    @Test
    void anEmptySecretIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new Secret(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new Secret(""));
    }

    @Test
    void aSecretTellsNothingOfItself() {
        assertEquals("secret", SECRET.toString());
    }

    private static String header(Secret secret) {
        return "sha256=" + HexFormat.of().formatHex(secret.hmac(BODY));
    }

    private static void flip(byte[] bytes, Random random) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
}
