package consimt.cli;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A list of people as a stream of bytes: a file or standard input, gzip or not. It is never read as a whole. */
final class ListFile implements AutoCloseable {

    /** A list packs to a fifth or a tenth. What unpacks to so much more was made to fill a disk. */
    private static final int MOST_UNPACKED_TO_ONE = 200;

    private static final long ALWAYS_UNPACKED = 64L << 20;

    private final Counted packed;
    private final BufferedInputStream bytes;
    private final byte[] head;

    /** In bytes; -1 if nobody knows. */
    final long size;

    /** Of a CSV. */
    final Charset charset;

    /** @param name a path, or {@code -} for standard input */
    ListFile(String name, InputStream standardInput, Charset charset) throws IOException {
        this.charset = charset;
        Path path = Path.of(name);
        boolean isFile = !name.equals("-");
        this.size = isFile && Files.isRegularFile(path) ? Files.size(path) : -1;
        this.packed = new Counted(isFile ? Files.newInputStream(path) : standardInput);
        BufferedInputStream plain = new BufferedInputStream(packed, 1 << 16);
        boolean isPacked = begins(head(plain), 0x1f, 0x8b);
        this.bytes = isPacked ? new BufferedInputStream(new Unpacked(plain), 1 << 16) : plain;
        this.head = head(bytes);
        if (begins(head, 0xff, 0xfe) || begins(head, 0xfe, 0xff)) {
            throw new Trouble("line 1: it is UTF-16; save it as UTF-8");
        }
        if (begins(head, 'P', 'K', 3)) {
            throw new Trouble("line 1: it is a zip archive or a workbook; take out the list, as CSV");
        }
    }

    InputStream bytes() {
        return bytes;
    }

    /** Whether the list is JSON: it begins with a brace or a bracket. */
    boolean isJson() {
        int at = begins(head, 0xef, 0xbb) ? 3 : 0;
        while (at < head.length - 1 && Character.isWhitespace(head[at])) {
            at++;
        }
        return head.length > at && (head[at] == '{' || head[at] == '[');
    }

    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(64);
        byte[] head = in.readNBytes(64);
        in.reset();
        return head;
    }

    private static boolean begins(byte[] head, int... bytes) {
        boolean begins = head.length >= bytes.length;
        for (int at = 0; begins && at < bytes.length; at++) {
            begins = (head[at] & 0xff) == bytes[at];
        }
        return begins;
    }

    /** How much of the file was read, of {@link #size}. */
    long read() {
        return packed.count;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private static class Counted extends FilterInputStream {

        long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = in.read(into, from, length);
            count += Math.max(read, 0);
            return read;
        }
    }

    private final class Unpacked extends Counted {

        Unpacked(InputStream in) throws IOException {
            super(new GZIPInputStream(in, 1 << 16));
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            if (count > ALWAYS_UNPACKED && count / MOST_UNPACKED_TO_ONE > packed.count) {
                throw new Trouble("it unpacks to more than " + MOST_UNPACKED_TO_ONE + " times its size");
            }
            return read;
        }
    }
}
