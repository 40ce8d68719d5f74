package consimt.refusal;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a person wrote of a text. The signature of a phone or of a mail program is not theirs, nor is the mail that they
 * answer.
 *
 * @param stripped the lines without the spaces around them; of a longer line than a program's nothing
 */
record OwnText(List<String> lines, List<String> stripped, MailLines programs) {

    /** In UTF-16 units. A line of a program is shorter. */
    private static final int LONGEST_LINE = 300;

    private static final int LONGEST_PART = 8_000;

    private static final int MOST_LINES_OF_REPLY = 4;

    private static final Pattern RULER = Pattern.compile("_{20,}+");
    private static final Pattern FIELD = Pattern.compile("^\\*?[^:：]{1,30}[:：]");

    OwnText(List<String> lines, MailLines programs) {
        this(lines, lines.stream().map(OwnText::stripped).toList(), programs);
    }

    static String of(String text) {
        return text.indexOf('\n') < 0 ? text : ownIn(text);
    }

    static boolean isNoneIn(String text) {
        return ownIn(text).isBlank();
    }

    private static String ownIn(String text) {
        return new OwnText(shortened(text).lines().toList(), MailLines.get()).own();
    }

    /** Of a long text, the beginning and the end, which begins with a line: its first signs may say that it is quoted. */
    private static String shortened(String text) {
        if (text.length() <= 2 * LONGEST_PART) {
            return text;
        }
        int end = text.length() - LONGEST_PART;
        return text.substring(0, LONGEST_PART) + "\n" + text.substring(Math.max(end, text.indexOf('\n', end) + 1));
    }

    private String own() {
        List<String> own = new ArrayList<>();
        int at = 0;
        while (at < lines.size() && !isEnd(at)) {
            int quote = quoteBelow(at);
            if (quote > at && !isMarked(quote)) {
                break;
            }
            String line = line(at);
            if (quote == at && !line.startsWith(">") && !programs.isSignature(line)) {
                own.add(lines.get(at));
            }
            at = Math.max(quote, at + 1);
        }
        return String.join("\n", own);
    }

    private boolean isEnd(int at) {
        String line = line(at);
        return lines.get(at).equals("-- ")
                || programs.isOriginal(line)
                || isField(at) && programs.isHead(line, List.of(line(at + 1), line(at + 2), line(at + 3)))
                || line.startsWith("__") && RULER.matcher(line).matches() && isField(at + 1) && isField(at + 2);
    }

    /** "From: A Shop" */
    private boolean isField(int at) {
        String line = line(at);
        return (line.indexOf(':') > 0 || line.indexOf('：') > 0)
                && FIELD.matcher(line).find();
    }

    /**
     * "On Monday, 3 March, at 10:02, A Shop wrote:" stands on one line or on some, and begins as late as it can: what
     * stands above it is the person's.
     *
     * @return the line after it; this line if it does not begin here
     */
    private int quoteBelow(int at) {
        for (int last = at; last < at + MOST_LINES_OF_REPLY && !line(last).isEmpty(); last++) {
            if (MailLines.ended(line(last)).endsWith(":")) {
                return programs.isReply(joined(at, last)) && !beginsLater(at, last) ? last + 1 : at;
            }
        }
        return at;
    }

    /** A line with the mail address belongs to the lines with the day. */
    private boolean beginsLater(int at, int last) {
        return IntStream.rangeClosed(at + 1, last)
                .mapToObj(later -> joined(later, last))
                .anyMatch(lines ->
                        programs.isReply(lines) && !(MailLines.hasAddress(line(at)) && !MailLines.hasAddress(lines)));
    }

    private String joined(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(this::line).collect(joining(" "));
    }

    /** Where each quoted line is marked, the person may have written below. */
    private boolean isMarked(int at) {
        int next = at;
        while (next < lines.size() && line(next).isEmpty()) {
            next++;
        }
        return line(next).startsWith(">");
    }

    private String line(int at) {
        return at < stripped.size() ? stripped.get(at) : "";
    }

    private static String stripped(String line) {
        return line.length() <= LONGEST_LINE ? line.strip() : "";
    }

    /** Without the lines, which people wrote. */
    @Override
    public String toString() {
        return "own text";
    }
}
