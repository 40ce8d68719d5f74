package consimt.notice.post;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The bytes of one POST over a connection that is used only once. */
final class HttpPost {

    private HttpPost() {}

    /** @param headers in ASCII, without line breaks */
    static byte[] request(NoticeUrl url, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder();
        head.append("POST ").append(url.target()).append(" HTTP/1.1\r\n");
        append(head, "Host", url.authority());
        append(head, "Connection", "close");
        append(head, "Content-Length", Integer.toString(body.length));
        headers.forEach((name, value) -> append(head, name, value));
        head.append("\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
