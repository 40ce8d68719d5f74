package consimt.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.kit.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** What receipts say, for tests. */
public final class Receipts {

    private Receipts() {}

    /** What a receipt says. Nothing is verified. */
    public static JsonNode payload(String receipt) {
        try {
            return World.JSON.readTree(Base64.getUrlDecoder().decode(receipt.split("\\.")[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer with what its receipt says in the place of the receipt, if it has one. */
    public static JsonNode opened(JsonNode answer) {
        return answer.has("receipt")
                ? ((ObjectNode) answer.deepCopy())
                        .set("receipt", payload(answer.get("receipt").textValue()))
                : answer;
    }
}
