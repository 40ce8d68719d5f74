package consimt.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "mcp",
        mixinStandardHelpOptions = true,
        description = {
            "Serves an agent by the Model Context Protocol, over standard input and output: it may ask before each",
            "message, learn why, and write down a no. Give it a token that may only read."
        })
final class McpCommand extends FunctionCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--business", required = true, paramLabel = "ID", description = "For which it asks.")
    private String business = "";

    McpCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        if (isInvoking()) {
            throw new Trouble("mcp goes with a token that may only read, and takes no --stack-file");
        }
        String version = spec.root().version()[0].replace("consimt ", "");
        McpServer server = new McpServer(new McpTools(service(), business), version);
        var in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer = line.isBlank() ? null : server.answer(line);
            if (answer != null) {
                terminal.out().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                terminal.out().flush();
            }
        }
        return 0;
    }
}
