package consimt.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a document, and the files that its tables show. */
public final class ShownCommands {

    private static final Pattern TABLE = Pattern.compile("(?m)^(\\| `[a-z]+[.]csv`.*\\n)\\|[-|]+\\n((?:\\|.*\\n)+)");
    private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|(\\S+)");

    private ShownCommands() {}

    /** Each file by its name. */
    public static Map<String, String> files(String document) {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher table = TABLE.matcher(document);
        while (table.find()) {
            List<String> names = cells(table.group(1).strip());
            for (String line : table.group(2).strip().split("\n")) {
                for (int column = 0; column < names.size(); column++) {
                    String row = cells(line).get(column);
                    files.merge(names.get(column), row.isEmpty() ? "" : row + "\n", String::concat);
                }
            }
        }
        return files;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.length() - 1).split("\\|")) {
            cells.add(cell.strip().replace("`", ""));
        }
        return cells;
    }

    /** The arguments of a line that begins with {@code consimt}; its files are in the folder. */
    static String[] arguments(String line, Path folder) {
        List<String> arguments = new ArrayList<>();
        Matcher argument = ARGUMENT.matcher(line.substring("consimt ".length()));
        while (argument.find()) {
            String text = argument.group(1) == null ? argument.group(2) : argument.group(1);
            arguments.add(text.matches("[a-z]+\\.csv") ? folder.resolve(text).toString() : text);
        }
        return arguments.toArray(String[]::new);
    }

    /**
     * Runs the lines of a block as the operator.
     *
     * @throws AssertionError if one of them does not end well
     */
    public static void run(String block, Path folder, String url) {
        for (String line : block.strip().split("\n")) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
            Terminal terminal = new Terminal(
                    new ByteArrayInputStream(new byte[0]),
                    said,
                    err,
                    Map.of("CONSIMT_URL", url),
                    Terminal.ofTheProcess().timer(),
                    false,
                    new AtomicBoolean());
            int code = Consimt.run(terminal, arguments(line, folder));
            if (code != 0) {
                throw new AssertionError(line + " ended with " + code + ": " + said.toString(StandardCharsets.UTF_8));
            }
        }
    }
}
