package consimt.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

public final class PackagedFile {

    /** What a file's content is read as. The stream is closed afterwards. */
    @FunctionalInterface
    public interface Content<T> {

        T of(InputStream file) throws IOException;
    }

    private PackagedFile() {}

    /**
     * @param name from the package of the class
     * @throws IllegalStateException if there is no such file
     * @throws UncheckedIOException if the content cannot be read
     */
    public static <T> T read(Class<?> beside, String name, Content<T> content) {
        try (InputStream file = beside.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return content.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
