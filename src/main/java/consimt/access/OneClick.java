package consimt.access;

import consimt.web.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The one field that a mail program posts to unsubscribe (RFC 8058, section 3.2), in either form that a form has. */
public final class OneClick {

    public static final String FIELD = "List-Unsubscribe";
    public static final String VALUE = "One-Click";

    /**
     * Of multipart/form-data: the part with that name and nothing else than the value. The other lines of its head are
     * taken possessively, since the engine of patterns goes one call deeper for each line that it may have to give back.
     */
    private static final Pattern PART = Pattern.compile("(?i:content-disposition)[ \\t]*:[^\\r\\n]*\\b(?i:name)=(?:\""
            + FIELD + "\"|" + FIELD + ")(?:[ \\t;][^\\r\\n]*)?\\r?\\n(?:[^\\r\\n]+\\r?\\n)*+\\r?\\n" + VALUE
            + "[ \\t]*\\r?\\n");

    /** Longer than any such form. */
    private static final int LONGEST = 4_096;

    private OneClick() {}

    /** The body tells by itself which of the two forms it has, for the content type is written in many ways, or lost. */
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
