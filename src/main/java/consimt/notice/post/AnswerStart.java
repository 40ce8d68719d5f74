package consimt.notice.post;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first bytes of an HTTP answer. No more of it is ever read. */
final class AnswerStart {

    /** In bytes. */
    static final int MOST = 16 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})( .*)?");

    private static final byte[] PROTOCOL = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final byte[] bytes = new byte[MOST];
    private int length;
    private int position;

    AnswerStart(InputStream in) {
        this.in = in;
    }

    /**
     * Reads up to the end of the headers. Answers from 100 to 199 are only announcements, and are passed over.
     *
     * @throws NotPosted if the answer is not HTTP, or ends too early
     */
    int status() throws IOException {
        while (true) {
            Matcher start = STATUS_LINE.matcher(line());
            if (!start.matches()) {
                throw new NotPosted(PostProblem.NOT_HTTP);
            }
            while (!line().isEmpty()) {}
            int status = Integer.parseInt(start.group(1));
            if (status >= 200) {
                return status;
            }
        }
    }

    /** Reads on, to the end of the answer or to the most that is read. */
    void rest() throws IOException {
        length += in.readNBytes(bytes, length, MOST - length);
    }

    private String line() throws IOException {
        int start = position;
        while (next() != '\n') {}
        int end = position - 1;
        boolean hasReturn = end > start && bytes[end - 1] == '\r';
        return new String(bytes, start, (hasReturn ? end - 1 : end) - start, StandardCharsets.ISO_8859_1);
    }

    private byte next() throws IOException {
        if (position == length) {
            int read = length == MOST ? 0 : in.read(bytes, length, MOST - length);
            if (read <= 0) {
                throw new NotPosted(read < 0 && isLikeHttp() ? PostProblem.CUT_OFF : PostProblem.NOT_HTTP);
            }
            length += read;
        }
        return bytes[position++];
    }

    private boolean isLikeHttp() {
        int both = Math.min(length, PROTOCOL.length);
        return Arrays.equals(bytes, 0, both, PROTOCOL, 0, both);
    }
}
