package consimt.access;

import consimt.web.FormField;
import consimt.web.HttpCall;

/** The one field that a mail program posts to unsubscribe (RFC 8058, section 3.2), in either encoding of a form. */
public final class OneClick {

    public static final String FIELD = "List-Unsubscribe";
    public static final String VALUE = "One-Click";

    private static final FormField IN_FORM = new FormField(FIELD);

    private OneClick() {}

    /** Whether the body has the field, its value in any case. Lines after the value do not matter. */
    public static boolean isIn(HttpCall call) {
        return IN_FORM.valuesIn(call).stream()
                .anyMatch(value -> value.lines()
                        .findFirst()
                        .filter(line -> VALUE.equalsIgnoreCase(line.strip()))
                        .isPresent());
    }
}
