package consimt.access;

import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The one field that a mail program posts to unsubscribe (RFC 8058, section 3.2), in either encoding of a form. */
public final class OneClick {

    public static final String FIELD = "List-Unsubscribe";
    public static final String VALUE = "One-Click";

    /**
     * In multipart/form-data: the part with that name and exactly that value. The quantifier for the other header lines
     * is possessive, because the regex engine recurses once for each line that it may have to give back.
     */
    private static final Pattern PART = Pattern.compile("(?i:content-disposition)[ \\t]*:[^\\r\\n]*\\b(?i:name)=(?:\""
            + FIELD + "\"|" + FIELD + ")(?:[ \\t;][^\\r\\n]*)?\\r?\\n(?:[^\\r\\n]+\\r?\\n)*+\\r?\\n" + VALUE
            + "[ \\t]*\\r?\\n");

    /** In bytes: longer than any such form. */
    private static final int LONGEST = 4_096;

    private OneClick() {}

    /**
     * Whether the body has the field. The body itself shows its encoding. The content type is not used: senders write
     * it in many ways, or lose it.
     */
    public static boolean isIn(HttpCall call) {
        byte[] bytes = call.body();
        if (bytes.length > LONGEST) {
            return false;
        }
        String body = new String(bytes, StandardCharsets.UTF_8);
        String value = HttpCall.parameters(body).getOrDefault(FIELD, "");
        return VALUE.equals(value.strip()) || PART.matcher(body).find();
    }
}
