package consimt.local.notice;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A place in a stream, kept in a file: of each of its shards the last record that is done with.
 *
 * @param stream the name of the stream; another stream has another one
 * @param shards a sequence number, {@link #NEWEST} or {@link #ENDED} by the id of a shard; no other shard was read yet
 */
record StreamPlace(String stream, Map<String, String> shards) {

    /** Nothing is read yet, and what came before is not wanted. */
    static final String NEWEST = "newest";

    /** All of it is read, and there will be no more. */
    static final String ENDED = "ended";

    private static final String STREAM = "stream";

    StreamPlace {
        shards = Map.copyOf(shards);
    }

    /** Before all records. */
    static StreamPlace before(String stream) {
        return new StreamPlace(stream, Map.of());
    }

    /** A place without any stream if there is no file. */
    static StreamPlace read(Path file) {
        Properties read = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                read.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Map<String, String> shards = new TreeMap<>();
        read.stringPropertyNames().forEach(name -> shards.put(name, read.getProperty(name)));
        String stream = shards.remove(STREAM);
        return new StreamPlace(stream == null ? "" : stream, shards);
    }

    StreamPlace with(String shard, String place) {
        Map<String, String> more = new TreeMap<>(shards);
        more.put(shard, place);
        return new StreamPlace(stream, more);
    }

    /** The same, with the shard read from its oldest record on. */
    StreamPlace without(String shard) {
        Map<String, String> fewer = new TreeMap<>(shards);
        fewer.remove(shard);
        return new StreamPlace(stream, fewer);
    }

    /** A crash leaves the file as it was or as it is to be. */
    void write(Path file) {
        Properties written = new Properties();
        written.putAll(shards);
        written.put(STREAM, stream);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            try (Writer out = Files.newBufferedWriter(next)) {
                written.store(out, null);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
