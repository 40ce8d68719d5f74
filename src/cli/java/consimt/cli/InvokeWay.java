package consimt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import consimt.cli.Service.Reply;
import consimt.cli.Service.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** By Lambda invoke, as the operator, with the credentials of the environment. */
final class InvokeWay implements Way {

    private final LambdaClient lambda;
    private final Map<String, String> aliases;

    InvokeWay(LambdaClient lambda, Map<String, String> aliases) {
        this.lambda = lambda;
        this.aliases = aliases;
    }

    /** @param outputs of the stack: the JSON of {@code aws cloudformation describe-stacks} */
    static InvokeWay of(Path outputs) throws IOException {
        System.setProperty("slf4j.internal.verbosity", "ERROR"); // Else it tells that nobody logs.
        return new InvokeWay(
                LambdaClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build(),
                aliases(Files.readAllBytes(outputs)));
    }

    /** The alias of each function: the output FilterAudienceFunction is that of {@code filter-audience}. */
    static Map<String, String> aliases(byte[] outputs) {
        Map<String, String> aliases = new HashMap<>();
        for (JsonNode each : Service.json("the stack", outputs).findParents("OutputKey")) {
            String key = each.get("OutputKey").asText();
            if (key.endsWith("Function")) {
                String name =
                        key.substring(0, key.length() - "Function".length()).replaceAll("(?<=.)([A-Z])", "-$1");
                aliases.put(
                        name.toLowerCase(Locale.ROOT), each.path("OutputValue").asText());
            }
        }
        return aliases;
    }

    @Override
    public String toString() {
        return "AWS";
    }

    @Override
    public Reply send(String function, byte[] input) throws IOException {
        String alias = aliases.get(function);
        if (alias == null) {
            throw new Trouble("the outputs of the stack have no " + function);
        }
        try {
            return reply(
                    function,
                    lambda.invoke(invoke -> invoke.functionName(alias).payload(SdkBytes.fromByteArrayUnsafe(input))));
        } catch (TooManyRequestsException e) {
            return new Reply(429, new byte[0], 0);
        } catch (SdkException e) {
            throw new IOException(e);
        }
    }

    /** A function error is UNAVAILABLE, or a fault that may pass as well. */
    private static Reply reply(String function, InvokeResponse response) {
        byte[] body = response.payload().asByteArray();
        if (response.functionError() != null) {
            return new Reply(503, body, 0);
        }
        String outcome = Service.json(function, body).path("outcome").asText();
        return new Reply(outcome.equals("REJECTED") ? 400 : 200, body, 0);
    }
}
