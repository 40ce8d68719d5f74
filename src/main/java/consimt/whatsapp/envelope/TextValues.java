package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** The texts among the values of a form's answer, or of a message of an unknown kind. */
final class TextValues {

    /** Each is judged by itself. The platform's forms are far smaller. */
    private static final int MOST = 200;

    /** The platform tells an option that was chosen as its place, an underscore and its title: "0_Stop_calling". */
    private static final Pattern PLACE = Pattern.compile("^[0-9]+_");

    /** Longer than any word, as the hash or the content of a file is. To read it would take long. */
    private static final Pattern TOKEN = Pattern.compile("(?=\\S*[0-9])[A-Za-z0-9+/=]{64,}+");

    /** Whether a text is nobody's words. */
    private final BiPredicate<String, String> isTechnical;

    private final Set<String> found = new LinkedHashSet<>();

    private TextValues(BiPredicate<String, String> isTechnical) {
        this.isTechnical = isTechnical;
    }

    /** Of a form. Its business chooses the names, so only the platform's own name tells that a text is no answer. */
    static List<String> ofForm(JsonNode answers) {
        return new TextValues((name, text) -> name.equals("flow_token")).in(answers);
    }

    /** Of a message of an unknown kind. The names are the platform's. */
    static List<String> ofUnknownKind(JsonNode parts) {
        return new TextValues((name, text) -> isOfAnId(name) && text.indexOf(' ') < 0).in(parts);
    }

    /** Texts beyond the most are one text. */
    private List<String> in(JsonNode node) {
        collect("", node);
        List<String> texts = new ArrayList<>(found);
        if (texts.size() > MOST) {
            List<String> others = texts.subList(MOST, texts.size());
            String together = String.join("\n", others);
            others.clear();
            texts.add(together);
        }
        return texts;
    }

    private void collect(String name, JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue().strip();
            if (!text.isEmpty()
                    && !isTechnical.test(name, text)
                    && !TOKEN.matcher(text).matches()) {
                found.add(PLACE.matcher(text).replaceFirst("").replace('_', ' '));
            }
        } else if (node.isArray()) {
            node.forEach(element -> collect(name, element));
        } else {
            node.properties().forEach(member -> collect(member.getKey(), member.getValue()));
        }
    }

    private static boolean isOfAnId(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("token") || lower.equals("id") || lower.endsWith("_id") || lower.equals("type");
    }
}
