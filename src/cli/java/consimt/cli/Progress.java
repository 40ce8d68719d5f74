package consimt.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a command is: a bar for somebody who looks, lines of JSON for everybody else. It counts what became of rows. */
final class Progress implements AutoCloseable {

    static final String ROWS = "rows";
    static final String FAILED = "failed";

    private final Terminal terminal;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final @Nullable ProgressBar bar;

    /** @param size of the file, in bytes; -1 if nobody knows */
    Progress(Terminal terminal, boolean isJson, long size) {
        this.terminal = terminal;
        ProgressBarBuilder bars = new ProgressBarBuilder()
                .setTaskName("consimt")
                .setInitialMax(size)
                .setUnit(" KB", 1 << 10)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed();
        this.bar = isJson || !terminal.isScreen() ? null : bars.build();
    }

    void count(String what, long more) {
        if (more > 0) {
            counts.merge(what, more, Long::sum);
        }
    }

    /**
     * @param read of the file so far, in bytes
     * @param next the row with which the command goes on after a stop; 0 if it begins anew
     */
    void show(long read, long next) {
        if (bar != null) {
            bar.stepTo(read);
            bar.setExtraMessage(text() + (next == 0 ? "" : ", --from " + next));
        } else {
            terminal.err().println(next == 0 ? json() : json().put("from", next));
        }
    }

    /**
     * The last word of a command that came to its end.
     *
     * @return the exit code
     */
    int finish() {
        close();
        terminal.err().println(bar == null ? json().put("done", true).toString() : "done: " + text());
        return counts.containsKey(FAILED) ? Consimt.SOME_ROWS_FAILED : 0;
    }

    /** The same of a list. That it has no row may be a mistake, so this is no success. */
    int finishList() {
        if (counts.containsKey(ROWS)) {
            return finish();
        }
        close();
        terminal.err().println("consimt: the list has no rows, so there was nothing to do");
        finish();
        return Consimt.NOT_BEGUN;
    }

    private ObjectNode json() {
        ObjectNode json = Service.JSON.createObjectNode();
        counts.forEach(json::put);
        return json;
    }

    private String text() {
        return counts.entrySet().stream()
                .map(each -> String.format("%,d %s", each.getValue(), each.getKey()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
