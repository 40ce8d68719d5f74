package consimt.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import consimt.cli.Service.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "Calls a function, once, and prints its answer.",
        footer = {"", "  consimt call list-relations '{\"businessId\":\"librarie\"}' --all"})
final class CallCommand extends FunctionCommand {

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "As filter-audience.")
    private String function = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "JSON", description = "The input; - for standard input.")
    private String json = "{}";

    @Option(
            names = "--all",
            description = "Go on by nextToken to the last page, and repeat what had no answer. A page is a line.")
    private boolean isAll;

    CallCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws IOException {
        byte[] input = json.equals("-") ? terminal.in().readAllBytes() : json.getBytes(StandardCharsets.UTF_8);
        if (!function.matches("[a-z-]+") || !(Service.json("yours", input) instanceof ObjectNode object)) {
            throw new Trouble("a function and a JSON object, as: call read-settings '{\"businessId\":\"librarie\"}'");
        }
        Service service = service();
        Output output = new Output(null, terminal.out());
        int code = 0;
        if (isAll) {
            service.pages(function, object, page -> {
                terminal.hasBegun().set(true);
                output.write(page + "\n");
            });
        } else {
            Reply reply = service.once(function, input);
            terminal.hasBegun().set(true);
            output.write(new String(reply.body(), StandardCharsets.UTF_8) + "\n");
            code = reply.status() == 200 ? 0 : Consimt.SOME_ROWS_FAILED;
        }
        output.finish();
        return code;
    }
}
