package consimt.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file that is there once it is whole: until then it has {@code .part} after its name. */
final class Output implements AutoCloseable {

    private final @Nullable Path file;
    private final @Nullable Path part;
    private final OutputStream to;

    /** @param otherwise where a text goes without a file */
    Output(@Nullable Path file, OutputStream otherwise) throws IOException {
        this.file = file;
        this.part = file == null ? null : file.resolveSibling(file.getFileName() + ".part");
        this.to = new BufferedOutputStream(part == null ? otherwise : Files.newOutputStream(part), 1 << 16);
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        to.write(bytes, from, length);
    }

    void write(String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A row of a CSV. What a spreadsheet would take for a formula begins with an apostrophe. */
    void row(List<?> fields) throws IOException {
        write(fields.stream().map(each -> field(each.toString())).collect(Collectors.joining(",", "", "\n")));
    }

    private static String field(String text) {
        String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",;\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /** Everything is in it. */
    void finish() throws IOException {
        to.flush();
        close();
        if (file != null && part != null) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            to.close();
        }
    }
}
