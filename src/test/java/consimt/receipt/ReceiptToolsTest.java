package consimt.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import consimt.kit.Cases;
import consimt.kit.Ended;
import consimt.kit.Npm;
import consimt.kit.World;
import consimt.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tools that are not ours verify receipts by the published keys alone. */
class ReceiptToolsTest {

    private static final String OTHERWISE = "no other tool verified a receipt";

    private final World world = World.fresh();

    @Test
    void joseVerifiesReceiptsByThePublishedKeysAndTakesNoChangedBit() throws Exception {
        Npm.folder("jose", OTHERWISE);
        String node = Npm.needed("node", OTHERWISE).toString();
        String old = give();
        world.secrets.with(World.RECEIPT_KEY + ".previous", "a key of receipts for tests");
        world.secrets.with(World.RECEIPT_KEY, "the next key");
        world.clock.pass(Duration.ofMinutes(6));
        String receipt = give();
        SigningKey foreign = new SigningKey(new Secret("a stranger's"));
        String payload = receipt.split("\\.")[1];
        byte[] said = Base64.getUrlDecoder().decode(payload);
        String keyId = JWSObject.parse(receipt).getHeader().getKeyID();
        Random random = new Random(34);
        int length = 0;
        for (String part : receipt.split("\\.")) {
            length += Base64.getUrlDecoder().decode(part).length;
        }
        List<Integer> bits =
                random.ints(Cases.of(2_000, 100_000), 0, 8 * length).boxed().toList();
        JsonNode told = run(
                node,
                Map.of(
                        "keys",
                        World.JSON.readTree(world.readKeys().body()),
                        "receipts",
                        List.of(
                                old,
                                receipt,
                                foreign.sign(said),
                                claiming(
                                        "{\"alg\":\"ES256\",\"kid\":\"" + keyId + "\"}",
                                        payload,
                                        foreign.sign(said).split("\\.")[2]),
                                claiming("{\"alg\":\"none\"}", payload, ""),
                                claiming("{\"alg\":\"none\",\"kid\":\"" + keyId + "\"}", payload, ""),
                                hmac(keyId, payload)),
                        "receipt",
                        receipt,
                        "bits",
                        bits));
        assertEquals(World.tree("""
                        {'verdicts':['dpv:ConsentReceipt','dpv:ConsentReceipt','ERR_JWKS_NO_MATCHING_KEY',
                          'ERR_JWS_SIGNATURE_VERIFICATION_FAILED','ERR_JOSE_NOT_SUPPORTED','ERR_JOSE_NOT_SUPPORTED',
                          'ERR_JOSE_NOT_SUPPORTED'],'taken':0}"""), told);
    }

    @Test
    void opensslVerifiesAReceiptAndTakesNoChangedByte(@TempDir Path folder) throws Exception {
        String openssl = Npm.needed("openssl", OTHERWISE).toString();
        JWSObject receipt = JWSObject.parse(give());
        ECKey key = JWKSet.parse(world.readKeys().body())
                .getKeyByKeyId(receipt.getHeader().getKeyID())
                .toECKey();
        Files.write(folder.resolve("key.der"), key.toECPublicKey().getEncoded());
        Files.write(
                folder.resolve("signature"),
                ECDSA.transcodeSignatureToDER(receipt.getSignature().decode()));
        byte[] signed = receipt.getSigningInput();
        assertTrue(verifies(openssl, folder, signed));
        for (int i = 0; i < signed.length; i += signed.length / 20) {
            byte[] changed = signed.clone();
            changed[i] ^= 1;
            assertFalse(verifies(openssl, folder, changed));
        }
    }

    private static boolean verifies(String openssl, Path folder, byte[] signed) throws Exception {
        Files.write(folder.resolve("signed"), signed);
        String verify = "dgst -sha256 -keyform DER -verify key.der -signature signature signed";
        ProcessBuilder program = new ProcessBuilder((openssl + " " + verify).split(" ")).directory(folder.toFile());
        Ended ended = Ended.run(program, "");
        assertTrue(ended.said().contains(ended.exit() == 0 ? "Verified OK" : "Verification failure"), ended::said);
        return ended.exit() == 0;
    }

    /** The attack on verifiers that take a public key for a secret. */
    private String hmac(String keyId, String payload) {
        String signed = base64("{\"alg\":\"HS256\",\"kid\":\"" + keyId + "\"}") + "." + payload;
        byte[] signature = new Secret(world.readKeys().body()).hmac(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String claiming(String header, String payload, String signature) {
        return base64(header) + "." + payload + "." + signature;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String give() {
        return world.text("/receipt", "give-receipt", "{'userId':'%s','businessId':'shop'}", World.somebody());
    }

    private static JsonNode run(String node, Map<String, Object> input) throws IOException {
        ProcessBuilder verifier = new ProcessBuilder(node, "verify-receipts.mjs").directory(Npm.FOLDER.toFile());
        return World.JSON.readTree(
                Ended.run(verifier, World.JSON.writeValueAsString(input)).well());
    }
}
