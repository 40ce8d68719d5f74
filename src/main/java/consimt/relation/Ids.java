package consimt.relation;

import java.util.regex.Pattern;

/** The forms that ids may have. None of them holds the characters that composed keys are joined with ({@code #}, {@code ~}). */
final class Ids {

    static final int LONGEST = 128;

    /** Of persons and businesses. */
    static final Pattern PARTY = Pattern.compile("[A-Za-z0-9._:+@-]{1,128}");

    /** Of requests: the same, and what a message's own id may hold ({@code wamid.…==}). */
    static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9._:+@/=-]{1,128}");

    private Ids() {}

    static String checked(Pattern form, String id) {
        if (!form.matcher(id).matches()) {
            throw new IllegalArgumentException("an id of the wrong form");
        }
        return id;
    }
}
