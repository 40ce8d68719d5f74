package consimt.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * What surrounds a command.
 *
 * @param isScreen whether somebody looks at {@code err}
 * @param hasBegun whether something was done already, whatever comes
 */
record Terminal(
        InputStream in,
        OutputStream out,
        PrintStream err,
        Map<String, String> variables,
        Timer timer,
        boolean isScreen,
        AtomicBoolean hasBegun) {

    /** The clock that paces calls, in nanoseconds from any beginning. */
    interface Timer {

        long nanos();

        void sleep(long nanos) throws InterruptedException;
    }

    static Terminal ofTheProcess() {
        Timer timer = new Timer() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        boolean isScreen = System.console() != null;
        return new Terminal(System.in, out, System.err, System.getenv(), timer, isScreen, new AtomicBoolean());
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Says why a command ended, without the texts of exceptions that may name somebody. */
    int fail(Exception e) {
        String kind = e.getClass().getSimpleName();
        boolean isOfFile = e instanceof FileSystemException;
        err.println(
                "consimt: " + (e instanceof Trouble ? e.getMessage() : isOfFile ? kind + " " + e.getMessage() : kind));
        if (!(e instanceof Trouble) && !(e instanceof IOException)) {
            Stream.of(e.getStackTrace()).forEach(at -> err.println("  at " + at));
        }
        return hasBegun.get() ? Consimt.SOME_ROWS_FAILED : Consimt.NOT_BEGUN;
    }
}
