package consimt.cli;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

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

/**
 * A file that is there once it is whole: until then it has {@code .part} after its name. What is no regular file, as a pipe,
 * is written at once.
 */
final class Output implements AutoCloseable {

    private final @Nullable Path file;
    private final @Nullable Path part;
    private final OutputStream to;

    /** @param otherwise where a text goes without a file */
    Output(@Nullable Path file, OutputStream otherwise) throws IOException {
        this.file = file == null ? null : target(file);
        boolean isWhole = file == null || Files.exists(file, NOFOLLOW_LINKS) && !Files.isRegularFile(file);
        this.part = isWhole ? null : this.file.resolveSibling(this.file.getFileName() + ".part");
        Path first = part == null ? this.file : part;
        this.to = new BufferedOutputStream(first == null ? otherwise : Files.newOutputStream(first), 1 << 16);
    }

    /** The file itself, if this is a link to one. */
    static Path target(Path file) throws IOException {
        return Files.isRegularFile(file) ? file.toRealPath() : file.toAbsolutePath();
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
        if (file != null && part != null) {
            to.close();
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        if (part != null) {
            Files.deleteIfExists(part); // After a failure.
        }
        if (file != null) {
            to.close();
        }
    }
}
