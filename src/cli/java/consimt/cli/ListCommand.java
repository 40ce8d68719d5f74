package consimt.cli;

import consimt.answer.IdReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command about a list of a business's people. */
abstract class ListCommand extends FunctionCommand {

    @Option(names = "--business", required = true, paramLabel = "ID", description = "The business that it is about.")
    String business = "";

    @Option(
            names = "--country",
            paramLabel = "CC",
            description =
                    "Whose numbers those without a country's code are; by default the business's, by its settings.")
    private @Nullable String country;

    @Option(
            names = "--numbers",
            paramLabel = "HOW",
            description = {
                "How the list writes numbers: national or international. By default, digits that may be",
                "two numbers are refusals of two people; a yes, or a question, is an error of its row."
            })
    private IdReader.@Nullable NumberStyle numbers;

    @Option(
            names = "--encoding",
            paramLabel = "CHARSET",
            description = "Of a CSV that is not UTF-8, as windows-1252. Each character has one byte.")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(names = "--json", description = "Tell the progress as lines of JSON, also to a terminal.")
    private boolean isJson;

    ListCommand(Terminal terminal) {
        super(terminal);
    }

    /** @param name a path, or {@code -} for standard input */
    ListFile list(String name) throws IOException {
        String divides = ",;\t|\"\r\n";
        boolean isUtf8 = encoding.equals(StandardCharsets.UTF_8);
        boolean isOneByte = encoding.canEncode() && encoding.newEncoder().maxBytesPerChar() == 1;
        if (!isUtf8
                && !(isOneByte && new String(divides.getBytes(encoding), StandardCharsets.US_ASCII).equals(divides))) {
            throw new Trouble("--encoding takes one with a byte for each character, as windows-1252");
        }
        ListFile list = new ListFile(name, terminal.in(), encoding);
        if (!isUtf8 && list.isJson()) {
            list.close();
            throw new Trouble("--encoding goes with a CSV; JSON is UTF-8");
        }
        return list;
    }

    IdReader ids(Service service) {
        if (country != null && !IdReader.isKnown(country)) {
            throw new Trouble("--country takes two letters, as RO");
        }
        return new IdReader(country == null ? service.setting(business, "country") : country, numbers);
    }

    Progress progress(long size) {
        return new Progress(terminal, isJson, size);
    }

    Output output(@Nullable Path file) throws IOException {
        return new Output(file, terminal.out());
    }
}
