package consimt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The rows of a CSV (RFC 4180), one at a time, with their bytes as they are. Commas, semicolons, tabs or bars divide the
 * fields, whichever the first line has most of. Blank lines are no rows. A row has a megabyte at most.
 */
final class CsvRows {

    private static final int LONGEST = 1 << 20;

    /** An address, the digits of a phone, or a number alone. */
    private static final Pattern PERSON = Pattern.compile("@|(\\p{Nd}\\P{Nd}*){9}|^\\s*\\p{Nd}+\\s*$");

    private enum In {
        START,
        PLAIN,
        QUOTES,
        /** After a quote that ends the field, or is the first of two. */
        QUOTE
    }

    private final InputStream in;
    private final Charset charset;
    private int filled;
    private boolean isEnd;
    private long nextLine = 1;

    /** Where each field begins and ends, counted from the start of the row. */
    private int[] from = new int[16];

    private int[] to = new int[16];
    private int size;
    private boolean hasManyLines;

    /** How many fields the first row has. */
    private int width;

    final char delimiter;

    /** The row with the end of its line. */
    byte[] buffer = new byte[1 << 17];

    int start;
    int length;

    /** Where the row begins, from 1. */
    long line;

    /** Which row it is; 0 for the first one, which has the names of the columns. */
    long number = -1;

    /** @param charset one whose ASCII is ASCII, and whose other characters have no byte of ASCII */
    CsvRows(InputStream in, Charset charset) throws IOException {
        this.in = in;
        this.charset = charset;
        int[] counts = new int[128];
        boolean isQuoted = false;
        boolean isBlank = true;
        for (int at = 0; has(at, false) && (isQuoted || isBlank || buffer[at] != '\n' && buffer[at] != '\r'); at++) {
            isBlank &= buffer[at] == '\n' || buffer[at] == '\r' || buffer[at] < 0 && at < 3; // A mark of UTF-8.
            isQuoted ^= buffer[at] == '"';
            counts[isQuoted ? 0 : Math.max(0, buffer[at])]++;
        }
        this.delimiter = (char) ",;\t|"
                .chars()
                .reduce((one, other) -> counts[other] > counts[one] ? other : one)
                .orElseThrow();
    }

    /** Goes to the next row. One that may hide others is an error: a quote within a line may have swallowed them. */
    boolean nextAlone() throws IOException {
        boolean isThere = next();
        if (isThere && hidesRows()) {
            throw new Trouble("line " + line + ": a field of several lines has somebody; take out its line ends");
        }
        return isThere;
    }

    /** Goes to the next row. */
    boolean next() throws IOException {
        do {
            start += length;
            length = 0;
            line = nextLine;
            if (!has(0, false)) {
                return false;
            }
            read();
        } while (size == 1 && from[0] == to[0]);
        number++;
        width = number == 0 ? size : width;
        return true;
    }

    private void read() throws IOException {
        boolean isMarked =
                number < 0 && has(2, false) && buffer[start] == (byte) 0xef && buffer[start + 1] == (byte) 0xbb;
        int at = isMarked ? 3 : 0;
        int field = at;
        In state = In.START;
        size = 0;
        hasManyLines = false;
        boolean isAscii = true;
        while (length == 0 && has(at, state == In.QUOTES)) {
            byte one = buffer[start + at];
            isAscii &= one > 0;
            if (one == 0) {
                throw new Trouble("line " + nextLine + ": a NUL; it is no text in UTF-8");
            }
            if (state == In.QUOTES) {
                state = one == '"' ? In.QUOTE : In.QUOTES;
                nextLine += one == '\n' ? 1 : 0;
                hasManyLines |= one == '\n' || one == '\r';
            } else if (one == '"' && state != In.PLAIN) {
                state = In.QUOTES;
            } else if (one == delimiter) {
                add(field, at);
                field = at + 1;
                state = In.START;
            } else if (one == '\n' || one == '\r') {
                add(field, at);
                length = one == '\r' && has(at + 1, false) && buffer[start + at + 1] == '\n' ? at + 2 : at + 1;
                nextLine++;
            } else if (state == In.QUOTE) {
                throw new Trouble("line " + line + ": a text after the quote that ends a field");
            } else {
                state = In.PLAIN;
            }
            at++;
        }
        if (state == In.QUOTES) {
            throw new Trouble("line " + line + ": a quote that never ends");
        }
        if (length == 0) {
            add(field, at);
            length = at;
        }
        if (!isAscii) {
            checkText();
        }
    }

    private void checkText() {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(buffer, start, length));
        } catch (CharacterCodingException e) {
            throw new Trouble(
                    "line " + line + ": it is no text in " + charset + "; say what it is, as --encoding windows-1252");
        }
    }

    /** Whether the row has a byte there, which is then in the buffer. */
    private boolean has(int at, boolean isQuoted) throws IOException {
        while (start + at >= filled && !isEnd) {
            if (at >= LONGEST) {
                String why = isQuoted ? ", perhaps after a quote that never ends" : "";
                throw new Trouble("line " + Math.max(line, 1) + ": a row of more than a megabyte" + why);
            }
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
            try {
                int read = in.read(buffer, filled, buffer.length - filled);
                isEnd = read < 0;
                filled += Math.max(read, 0);
            } catch (IOException | Trouble e) {
                throw Trouble.at(nextLine, e);
            }
        }
        return start + at < filled;
    }

    private void add(int begin, int end) {
        if (size == from.length) {
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        from[size] = begin;
        to[size++] = end;
    }

    /** A field's text; nothing if the row is too short. */
    String text(int field) {
        if (field >= size) {
            return "";
        }
        int begin = start + from[field];
        String text = new String(buffer, begin, to[field] - from[field], charset);
        return text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }

    /** Whether a text of a first row may be somebody, and so no name of a column. */
    static boolean isPerson(String text) {
        return PERSON.matcher(text).find();
    }

    /**
     * Whether a line of a field that has several may be somebody, or each line has the fields of a row: for another program
     * each may be one.
     */
    private boolean hidesRows() {
        return hasManyLines
                && (IntStream.range(0, size)
                                .mapToObj(this::text)
                                .filter(text -> text.matches("(?s).*[\r\n].*"))
                                .flatMap(String::lines)
                                .anyMatch(CsvRows::isPerson)
                        || new String(buffer, start, length, charset)
                                .lines()
                                .allMatch(text -> text.chars()
                                                .filter(each -> each == delimiter)
                                                .count()
                                        == width - 1));
    }

    /**
     * Whether the row has each field up to the last one that is read, and none behind the names of the columns. Else a
     * comma without quotes may have moved its fields. Without any text it says nothing.
     */
    boolean fits(int names, int lastRead) {
        return size > lastRead && size <= names
                || IntStream.range(size > lastRead ? names : 0, size)
                        .allMatch(field -> text(field).isBlank());
    }

    /** How many columns have names: not those at the end without one. */
    static int width(List<String> names) {
        int width = names.size();
        while (width > 0 && names.get(width - 1).isEmpty()) {
            width--;
        }
        return width;
    }

    List<String> texts() {
        return IntStream.range(0, size).mapToObj(field -> text(field).strip()).toList();
    }
}
