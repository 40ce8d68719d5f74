package consimt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that calls functions. */
abstract class FunctionCommand implements Callable<Integer> {

    final Terminal terminal;

    @Option(names = "--url", paramLabel = "URL", description = "Where the gateway is; else CONSIMT_URL.")
    private @Nullable String url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "Has the token, in place of CONSIMT_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--stack-file",
            paramLabel = "FILE",
            description = {
                "Invoke the functions in AWS, as the operator. The file is what",
                "'aws cloudformation describe-stacks --stack-name NAME' prints."
            })
    private @Nullable Path stackFile;

    FunctionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Whether it calls as the operator. A token over HTTP is a business's, or one of the operator's people. */
    boolean isOperator() {
        return isInvoking()
                || tokenFile == null && terminal.variable("CONSIMT_TOKEN").isEmpty();
    }

    /** Whether it invokes the functions in AWS, as the operator. */
    boolean isInvoking() {
        return stackFile != null;
    }

    Service service() throws IOException {
        if (stackFile != null) {
            return new Service(InvokeWay.of(stackFile), terminal.timer());
        }
        String address = url == null ? terminal.variable("CONSIMT_URL") : url;
        if (address.isEmpty()) {
            throw new Trouble("where are the functions? --url, CONSIMT_URL or --stack-file");
        }
        boolean hasFile = tokenFile != null;
        String token = hasFile ? Files.readString(tokenFile).strip() : terminal.variable("CONSIMT_TOKEN");
        return new Service(new HttpWay(address, token), terminal.timer());
    }
}
