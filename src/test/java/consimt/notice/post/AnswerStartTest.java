package consimt.notice.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import consimt.notice.post.Attempt.AnswerStart;
import consimt.notice.post.PostProblem.NotPosted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerStartTest {

    private static final int MOST = 16_384;

    @Test
    void readsAtMost16KbOfAnEndlessBody() throws IOException {
        Endless endless = new Endless("HTTP/1.1 200 OK\r\n\r\n");
        AnswerStart answer = new AnswerStart(endless);
        assertEquals(200, answer.status());
        answer.rest();
        assertEquals(MOST, endless.read);
    }

    @Test
    void readsAtMost16KbOfEndlessHeaders() {
        for (String first : new String[] {"HTTP/1.1 200 ", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nA: "}) {
            Endless endless = new Endless(first);
            NotPosted why = assertThrows(NotPosted.class, () -> new AnswerStart(endless).status());
            assertEquals(PostProblem.NOT_HTTP, why.problem());
            assertEquals(MOST, endless.read);
        }
    }

    /** Says a text, then the letter a for ever, a few bytes at a time. */
    private static final class Endless extends InputStream {

        private final byte[] first;
        private int read;

        Endless(String first) {
            this.first = first.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public int read() {
            int at = read++;
            return at < first.length ? first[at] : 'a';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int some = Math.min(length, 7);
            for (int i = 0; i < some; i++) {
                bytes[offset + i] = (byte) read();
            }
            return some;
        }
    }
}
