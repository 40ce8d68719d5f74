package consimt.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program. Its exit code is 0 if all is done, 1 if some rows are not, 2 if nothing was begun. */
@Command(
        name = "consimt",
        mixinStandardHelpOptions = true,
        versionProvider = Consimt.JarVersion.class,
        description = "Lists of people, and the functions of Consimt: who may be written to, and what they wish.",
        footer = {
            "",
            "A token is never an argument: it comes from CONSIMT_TOKEN, or from --token-file.",
            "Exit code: 0 all is done; 1 some rows are not; 2 nothing was begun.",
            "",
            "  consimt import unsubscribed.csv --business librarie",
            "  consimt filter campaign.csv --business librarie --channel sms -o send.csv",
            "  aws s3 cp s3://lists/old.csv.gz - | consimt import - --business librarie",
        })
public final class Consimt {

    static final int SOME_ROWS_FAILED = 1;
    static final int NOT_BEGUN = 2;

    public static void main(String[] args) {
        System.exit(run(Terminal.ofTheProcess(), args));
    }

    /** That of the jar. Classes that no jar has, have none. */
    static final class JarVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "consimt "
                        + Objects.requireNonNullElse(
                                Consimt.class.getPackage().getImplementationVersion(), "of no release")
            };
        }
    }

    static int run(Terminal terminal, String... args) {
        return new CommandLine(new Consimt())
                .addSubcommand(new CallCommand(terminal))
                .addSubcommand(new FilterCommand(terminal))
                .addSubcommand(new ImportCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new CompareCommand(terminal))
                .addSubcommand(new LinksCommand(terminal))
                .addSubcommand(new McpCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler((e, line, parsed) -> terminal.fail(e))
                .execute(args.length == 0 ? new String[] {"--help"} : args);
    }
}
