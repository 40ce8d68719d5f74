package consimt.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of a small form, in either encoding of a form. The body itself shows its encoding. The content type is not
 * used: senders write it in many ways, or lose it.
 *
 * @param head of the field's part in multipart/form-data, up to the value
 */
public record FormField(String name, Pattern head) {

    /** In bytes: longer than any form that is expected. */
    private static final int LONGEST = 4_096;

    private static final String END_OF_PART = "\n--";

    public FormField(String name) {
        // The quantifier for the other header lines is possessive, because the regex engine recurses once for each line
        // that it may have to give back.
        this(
                name,
                Pattern.compile("(?i:content-disposition)[ \\t]*:[^\\r\\n]*\\b(?i:name)=(?:\"" + Pattern.quote(name)
                        + "\"|" + Pattern.quote(name)
                        + ")(?:[ \\t;][^\\r\\n]*)?\\r?\\n(?:[^\\r\\n]+\\r?\\n)*+\\r?\\n"));
    }

    /** Without blanks around them. An unreadable value is empty. */
    public List<String> valuesIn(HttpCall call) {
        byte[] bytes = call.body();
        if (bytes.length > LONGEST) {
            return List.of();
        }
        String body = new String(bytes, StandardCharsets.UTF_8);
        List<String> values = new ArrayList<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            String before = equals < 0 ? pair : pair.substring(0, equals);
            if (HttpCall.decoded(before).map(String::strip).filter(name::equals).isPresent()) {
                values.add(HttpCall.decoded(equals < 0 ? "" : pair.substring(equals + 1))
                        .orElse("")
                        .strip());
            }
        }
        for (Matcher part = head.matcher(body); part.find(); ) {
            int end = body.indexOf(END_OF_PART, part.end());
            values.add(body.substring(part.end(), end < 0 ? body.length() : end).strip());
        }
        return values;
    }
}
