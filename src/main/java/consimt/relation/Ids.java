package consimt.relation;

import java.util.regex.Pattern;

/** The forms of ids. No id has the characters that join composed keys ({@code #}, {@code ~}). */
final class Ids {

    static final int LONGEST = 128;

    /** Ids of persons and businesses. */
    static final Pattern PARTY = Pattern.compile("[A-Za-z0-9._:+@-]{1,128}");

    /** Ids of requests: the same characters, and those of a message's own id ({@code wamid.…==}). */
    static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9._:+@/=-]{1,128}");

    private Ids() {}

    static String checked(Pattern form, String id) {
        if (!form.matcher(id).matches()) {
            throw new IllegalArgumentException("an id of the wrong form");
        }
        return id;
    }
}
