package consimt.access;

import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The one field that a mail program posts to unsubscribe (RFC 8058, section 3.2), in either form that a form has. */
final class OneClick {

    static final String FIELD = "List-Unsubscribe";
    static final String VALUE = "One-Click";

    /** Of multipart/form-data: the part with that name and nothing else than the value. */
    private static final Pattern PART = Pattern.compile("(?i:content-disposition):[^\\r\\n]*\\bname=\"" + FIELD
            + "\"[^\\r\\n]*\\r?\\n(?:[^\\r\\n]+\\r?\\n)*\\r?\\n" + VALUE + "\\r?\\n");

    /** Longer than any such form. */
    private static final int LONGEST = 4_096;

    private OneClick() {}

    static boolean isIn(HttpCall call) {
        byte[] bytes = call.body();
        if (bytes.length > LONGEST) {
            return false;
        }
        String body = new String(bytes, StandardCharsets.UTF_8);
        return call.header("content-type").orElse("").startsWith("multipart/form-data")
                ? PART.matcher(body).find()
                : VALUE.equals(HttpCall.parameters(body).get(FIELD));
    }
}
