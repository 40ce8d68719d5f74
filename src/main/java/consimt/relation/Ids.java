package consimt.relation;

import com.fasterxml.jackson.databind.node.TextNode;
import consimt.answer.IdText;
import consimt.form.Reading;
import consimt.form.Values;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The forms of ids. No id has the characters that join composed keys ({@code #}, {@code ~}). */
final class Ids {

    static final int LONGEST = 128;

    /** Ids of persons and businesses. */
    static final Pattern PARTY = Pattern.compile("[A-Za-z0-9._:+@-]{1,128}");

    /** The id of a person may be any mail address, too. */
    static final Pattern PERSON = Pattern.compile(PARTY + "|(?=.{1,128}\\z)" + IdText.MAIL);

    /** Ids of requests: the same characters, and those of a message's own id ({@code wamid.…==}). */
    static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9._:+@/=-]{1,128}");

    private Ids() {}

    static String checked(Pattern form, String id) {
        if (!form.matcher(id).matches()) {
            throw new IllegalArgumentException("an id of the wrong form");
        }
        return id;
    }

    /**
     * @param form makes the form that is judged by the pattern
     * @param type makes the id of the text as it was sent
     */
    static <T> Reading<T> reading(Pattern pattern, UnaryOperator<String> form, Function<String, T> type) {
        return (value, at) -> {
            String sent = Values.textOrDigits(value, at);
            return sent == null
                    ? null
                    : Values.matching(
                                    pattern,
                                    LONGEST,
                                    "may hold letters, digits and . _ : + @ - only (no spaces)",
                                    its -> type.apply(sent))
                            .read(TextNode.valueOf(form.apply(sent)), at);
        };
    }
}
