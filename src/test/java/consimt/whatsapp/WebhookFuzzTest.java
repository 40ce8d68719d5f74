package consimt.whatsapp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.kit.Cases;
import consimt.kit.Meter;
import consimt.kit.World;
import consimt.web.HttpAnswer;
import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Bodies that nobody signed, and calls of any form: each has a plain answer, and none of them stores anything. */
class WebhookFuzzTest {

    private final Meter meter = new Meter();
    private final World world = World.fresh(meter);
    private final Random random = new Random(20261125);
    private final Platform platform = new Platform(Platform.SECRET);

    private static final int BODIES = Cases.of(400, 100_000);

    @Test
    void bodiesThatNobodySignedStoreNothing() {
        world.settle("librarie", "'whatsapp':{'phoneNumberIds':['1060001']}");
        List<byte[]> bodies = new ArrayList<>();
        for (Story story : Story.all()) {
            // Numbers of nobody's are looked up each time, which is told elsewhere.
            bodies.add(new String(story.body(), StandardCharsets.UTF_8)
                    .replaceAll("(\"phone_number_id\" ?: ?\")[0-9]+", "$11060001")
                    .getBytes(StandardCharsets.UTF_8));
        }
        Map<Integer, Integer> answers = new TreeMap<>();
        deliver(bodies.get(0), platform.signature(bodies.get(0)));
        meter.take();
        for (int i = 0; i < BODIES; i++) {
            byte[] original = bodies.get(random.nextInt(bodies.size()));
            byte[] body = random.nextInt(4) == 0 ? original : changed(original);
            String signature = random.nextBoolean()
                    ? (body == original ? "sha256=" + "0".repeat(64) : platform.signature(original))
                    : forged(body);
            answers.merge(deliver(body, signature).statusCode(), 1, Integer::sum);
        }
        assertEquals(Set.of(400, 401), answers.keySet());
        assertTrue(answers.get(401) > BODIES * 3 / 10, answers::toString);
        assertTrue(
                meter.take().calls().stream().allMatch(call -> call.equals("GetItem")), "nothing but looks at numbers");
        assertEquals(List.of(), world.entries());
        assertEquals(List.of(), world.items(world.tables.relations()));
        assertEquals(List.of(), world.items(world.tables.aside()));
    }

    /** What is signed and makes no sense is taken, and does no harm. */
    @Test
    void whatIsSignedIsAnsweredWhateverItSays() {
        for (Story story : Story.all()) {
            for (int i = 0; i < Cases.of(6, 20); i++) {
                byte[] body = changed(story.body());
                assertTrue(Set.of(200, 400)
                        .contains(deliver(body, platform.signature(body)).statusCode()));
            }
        }
    }

    private HttpAnswer deliver(byte[] body, String signature) {
        return world.webhook
                .receive()
                .answer(new HttpCall("POST", Map.of(), Map.of("x-hub-signature-256", signature), body));
    }

    /** One bit of a right signature. */
    private String forged(byte[] body) {
        byte[] signature = platform.signature(body).getBytes(StandardCharsets.ISO_8859_1);
        signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
        return new String(signature, StandardCharsets.ISO_8859_1);
    }

    /** A bit, a piece cut out or put in twice, or a bracket more. */
    private byte[] changed(byte[] body) {
        byte[] changed = body.clone();
        int at = random.nextInt(body.length);
        switch (random.nextInt(4)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) "{}[]\",:0".charAt(random.nextInt(8));
            case 2 -> changed = spliced(body, at, Math.min(body.length, at + random.nextInt(40) + 1), 0);
            default -> changed = spliced(body, at, Math.min(body.length, at + random.nextInt(40) + 1), 2);
        }
        // A change that changes nothing would be signed after all.
        return java.util.Arrays.equals(changed, body) ? spliced(body, 0, 1, 0) : changed;
    }

    private static byte[] spliced(byte[] body, int from, int to, int times) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.write(body, 0, from);
        for (int i = 0; i < times; i++) {
            out.write(body, from, to - from);
        }
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }
}
