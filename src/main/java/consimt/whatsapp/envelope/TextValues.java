package consimt.whatsapp.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The texts among the values of a form's answer, or of a message of an unknown kind. The names of the values are the
 * business's or the platform's words. Ids and tokens are nobody's words.
 */
final class TextValues {

    /** Each is judged by itself. The platform's forms are far smaller. */
    private static final int MOST = 200;

    private static final Pattern TOKEN = Pattern.compile("(?=\\S*[0-9])[A-Za-z0-9_.:+/=-]{20,}");

    private TextValues() {}

    /** Texts beyond the most are one text. */
    static List<String> in(JsonNode node) {
        Set<String> found = new LinkedHashSet<>();
        collect("", node, found);
        List<String> texts = new ArrayList<>(found);
        if (texts.size() > MOST) {
            List<String> others = texts.subList(MOST, texts.size());
            String together = String.join("\n", others);
            others.clear();
            texts.add(together);
        }
        return texts;
    }

    private static void collect(String name, JsonNode node, Set<String> texts) {
        if (node.isTextual()) {
            String text = node.textValue();
            if (!text.isBlank() && !isOfAnId(name) && !TOKEN.matcher(text).matches()) {
                texts.add(text);
            }
        } else if (node.isArray()) {
            node.forEach(element -> collect(name, element, texts));
        } else {
            node.properties().forEach(member -> collect(member.getKey(), member.getValue(), texts));
        }
    }

    private static boolean isOfAnId(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("token") || lower.equals("id") || lower.endsWith("_id") || lower.equals("type");
    }
}
