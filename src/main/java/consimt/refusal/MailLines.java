package consimt.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.runtime.PackagedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that phones and mail programs add, in all languages.
 *
 * @param signatures beginnings by their first character: "Sent from my"
 * @param originals lines between dashes: "Original Message"
 * @param heads beginnings of two lines that belong together: "From:", "Sent:"
 * @param replies a beginning and a verb: "On", "wrote"
 * @param mine what a person says of an earlier mail of their own: "I wrote"
 * @param subjects what programs put before the subject of an answer: "Re"
 */
record MailLines(
        Map<Character, List<String>> signatures,
        Set<String> originals,
        List<Pair> heads,
        List<Pair> replies,
        List<String> mine,
        Set<String> subjects) {

    static final String FILE = "mail-lines.json";

    private static final MailLines READ = of(PackagedFile.read(MailLines.class, FILE, new ObjectMapper()::readTree));

    /** In UTF-16 units. */
    private static final int LONGEST_REPLY = 300;

    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+");

    private static final Pattern ADDRESS = Pattern.compile("[<\\[(][^<>@\\s]{1,100}@[^<>@\\s]{1,100}[>\\])]");
    private static final Pattern DASHES = Pattern.compile("^[- ]++|[- ]+$");
    private static final int FIRST_UNSEEN = 0x80;
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

    /** In UTF-16 units: how much of a subject is read for what a program put before it. */
    private static final int LONGEST_PREFIX = 60;

    /** "[EXT] Re[2]:" */
    private static final Pattern PREFIX =
            Pattern.compile("(?:\\[[^\\]]*+\\]\\s*+)*+([^:：\\[(]{1,20}?)\\s*+(?:[\\[(]\\d{1,3}[\\])])?\\s*+[:：]");

    private static final String HOUR = "\\p{Nd}[:.]\\p{Nd}{2}";
    private static final String BETWEEN_NUMBERS = "[^\\p{Nd}@]{1,12}+";

    /** No part of it can be matched in many ways, so the work is linear in the line. */
    private static final Pattern DAY_AND_HOUR =
            Pattern.compile("\\p{Nd}" + BETWEEN_NUMBERS + "\\p{Nd}[^@]{1,43}?" + HOUR + "|" + HOUR
                    + "[^@]{1,25}?\\p{Nd}" + BETWEEN_NUMBERS + "(?:\\p{Nd}" + BETWEEN_NUMBERS + ")?\\p{Nd}{2}");

    record Pair(String first, String second) {}

    static MailLines get() {
        return READ;
    }

    private static MailLines of(JsonNode lines) {
        MailLines all = new MailLines(
                new HashMap<>(),
                new HashSet<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new HashSet<>());
        lines.get("signatures").forEach(line -> all.addSignature(lower(line.textValue())));
        lines.get("originals").forEach(line -> all.originals.add(lower(line.textValue())));
        lines.get("heads").forEach(line -> all.heads.add(pair(line)));
        lines.get("replies").forEach(line -> all.replies.add(pair(line)));
        lines.get("mine").forEach(words -> all.mine.add(lower(words.textValue())));
        lines.get("subjects").forEach(prefix -> all.subjects.add(lower(prefix.textValue())));
        return all;
    }

    private void addSignature(String line) {
        signatures.computeIfAbsent(line.charAt(0), first -> new ArrayList<>()).add(line);
    }

    boolean isSignature(String line) {
        List<String> its = line.isEmpty() ? null : signatures.get(Character.toLowerCase(line.charAt(0)));
        return its != null && its.stream().anyMatch(lower(line)::startsWith);
    }

    boolean isOriginal(String line) {
        return line.startsWith("--")
                && originals.contains(lower(DASHES.matcher(line).replaceAll("")));
    }

    boolean isHead(String line, List<String> nextLines) {
        String lower = field(line);
        for (Pair head : heads) {
            if (lower.startsWith(head.first)
                    && nextLines.stream().anyMatch(next -> field(next).startsWith(head.second))) {
                return true;
            }
        }
        return false;
    }

    /**
     * A program names the day with its year or its hour, so it writes two numbers at least. A person who tells of an
     * earlier mail writes fewer ("On 3 March I wrote:"), or in the first person. Where no verb is known, the program
     * wrote a mail address, a day and an hour.
     *
     * @param lines one line or more, joined
     */
    boolean isReply(String lines) {
        String line = ended(lines);
        if (!line.endsWith(":") || line.length() > LONGEST_REPLY) {
            return false;
        }
        Matcher number = NUMBER.matcher(line);
        boolean hasTwo = number.find() && number.find(number.end());
        if (!hasTwo) {
            return false;
        }
        String lower = lower(line);
        if (mine.stream().anyMatch(lower::contains)) {
            return false;
        }
        boolean hasDay = hasDayAndHour(lower);
        return replies.stream().anyMatch(reply -> lower.contains(reply.second) && begins(lower, reply.first, hasDay))
                || hasDay && hasAddress(line);
    }

    /** Where a language has no word that such a line begins with, the day and the hour are what tells it. */
    private static boolean begins(String lower, String first, boolean hasDay) {
        return first.isEmpty() ? hasDay : lower.startsWith(first);
    }

    /** "Ana <ana@shop.example>" */
    static boolean hasAddress(String line) {
        return ADDRESS.matcher(line).find();
    }

    /** "3 Mar 2025 at 10:02", "2025-03-03 10.02", "10:02, 3/3/25": programs write one into the line above a quoted mail. */
    static boolean hasDayAndHour(String line) {
        return DAY_AND_HOUR.matcher(line).find();
    }

    /** Whether the person wrote a subject. In an answer, and in a mail that is passed on, its words are the business's. */
    boolean isOwnSubject(String subject) {
        String stripped = subject.strip();
        Matcher prefix = PREFIX.matcher(stripped.substring(0, Math.min(stripped.length(), LONGEST_PREFIX)));
        return !stripped.isEmpty()
                && !(prefix.lookingAt()
                        && subjects.contains(lower(prefix.group(1).strip())));
    }

    static String ended(String line) {
        String plain = isPlain(line)
                ? line
                : UNSEEN.matcher(line).replaceAll("").replace('：', ':').strip();
        return plain.startsWith("----") && plain.endsWith("---")
                ? plain.replace("-----", "").replace("----", "").strip() + ":"
                : plain;
    }

    private static boolean isPlain(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) < FIRST_UNSEEN) {
            at++;
        }
        return at == line.length();
    }

    /** A line above a quoted mail, such as "From: A Shop". Some programs write stars around its name. */
    private static String field(String line) {
        return lower(ended(line).replace("*", ""));
    }

    private static Pair pair(JsonNode line) {
        return new Pair(lower(line.get(0).textValue()), lower(line.get(1).textValue()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
