package consimt.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The lines that phones and mail programs add, in all languages.
 *
 * @param signatures beginnings by their first character: "Sent from my"
 * @param originals lines between dashes: "Original Message"
 * @param heads beginnings of two lines that belong together: "From:", "Sent:"
 * @param replies a beginning and a verb: "On", "wrote"
 * @param mine what a person says of an earlier mail of their own: "I wrote"
 */
record MailLines(
        Map<Character, List<String>> signatures,
        Set<String> originals,
        List<Pair> heads,
        List<Pair> replies,
        List<String> mine) {

    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+");

    record Pair(String first, String second) {}

    static MailLines get() {
        return Phrases.get().mail();
    }

    static MailLines read(List<JsonNode> files) {
        MailLines all = new MailLines(
                new HashMap<>(), new HashSet<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (JsonNode file : files) {
            JsonNode mail = file.path("mail");
            mail.path("signatures").forEach(line -> all.addSignature(lower(line.textValue())));
            mail.path("originals").forEach(line -> all.originals.add(lower(line.textValue())));
            mail.path("heads").forEach(line -> all.heads.add(pair(line)));
            mail.path("replies").forEach(line -> all.replies.add(pair(line)));
            mail.path("mine").forEach(words -> all.mine.add(lower(words.textValue())));
        }
        return all;
    }

    private void addSignature(String line) {
        signatures.computeIfAbsent(line.charAt(0), first -> new ArrayList<>()).add(line);
    }

    boolean isSignature(String line) {
        return !line.isEmpty()
                && signatures.getOrDefault(Character.toLowerCase(line.charAt(0)), List.of()).stream()
                        .anyMatch(lower(line)::startsWith);
    }

    boolean isOriginal(String line) {
        return line.startsWith("--")
                && originals.contains(lower(line.replace("-", "").strip()));
    }

    boolean isHead(String line, List<String> nextLines) {
        String lower = lower(line.replace("*", ""));
        for (Pair head : heads) {
            if (lower.startsWith(head.first)
                    && nextLines.stream()
                            .anyMatch(next -> lower(next.replace("*", "")).startsWith(head.second))) {
                return true;
            }
        }
        return false;
    }

    /**
     * A program names the day with its year or its hour, so it writes two numbers at least. A person who tells of an
     * earlier mail writes fewer ("On 3 March I wrote:"), or in the first person.
     */
    boolean isReply(String line) {
        if (!line.endsWith(":") || NUMBER.matcher(line).results().count() < 2) {
            return false;
        }
        String lower = lower(line);
        return mine.stream().noneMatch(lower::contains)
                && replies.stream().anyMatch(reply -> lower.startsWith(reply.first) && lower.contains(reply.second));
    }

    private static Pair pair(JsonNode line) {
        return new Pair(lower(line.get(0).textValue()), lower(line.get(1).textValue()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
