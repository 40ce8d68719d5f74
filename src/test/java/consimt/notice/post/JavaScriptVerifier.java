package consimt.notice.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.kit.Ended;
import consimt.kit.Npm;
import java.util.Map;

/** The JavaScript library of Standard Webhooks, from npm by the lock file in {@code src/test/npm}, run by node. */
public final class JavaScriptVerifier {

    private static final String OTHERWISE = "the JavaScript library did not verify";

    private final String node;

    private JavaScriptVerifier(String node) {
        this.node = node;
    }

    /** The test is left out where there is no node. */
    public static JavaScriptVerifier onThisMachine() {
        Npm.folder("standardwebhooks", OTHERWISE);
        return new JavaScriptVerifier(Npm.needed("node", OTHERWISE).toString());
    }

    public boolean accepts(String secret, Map<String, String> headers, String body) {
        JsonNode input = new ObjectMapper().valueToTree(Map.of("secret", secret, "headers", headers, "body", body));
        ProcessBuilder verifier = new ProcessBuilder(node, "verify.js").directory(Npm.FOLDER.toFile());
        String said = Ended.run(verifier, input.toString()).well();
        return switch (said) {
            case "accepted" -> true;
            case "refused" -> false;
            default -> throw new AssertionError(said);
        };
    }
}
