package consimt.refusal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person wrote of a text. The signature of a phone or of a mail program is not theirs, nor is the mail that they
 * answer.
 */
final class OwnText {

    /** In UTF-16 units. A line of a program is shorter. */
    private static final int LONGEST_LINE = 300;

    private static final int LONGEST_PART = 8_000;

    private final List<String> lines;
    private final MailLines programs = MailLines.get();

    private OwnText(List<String> lines) {
        this.lines = lines;
    }

    static String of(String text) {
        if (text.indexOf('\n') < 0) {
            return text;
        }
        return new OwnText(shortened(text).lines().toList()).own();
    }

    /** Of a long text, the beginning and the end. The work grows with the square of the number of lines. */
    private static String shortened(String text) {
        return text.length() <= 2 * LONGEST_PART
                ? text
                : text.substring(0, LONGEST_PART) + "\n" + text.substring(text.length() - LONGEST_PART);
    }

    private String own() {
        List<String> own = new ArrayList<>();
        for (int at = 0; at < lines.size() && !isEnd(at); at++) {
            String line = line(at);
            if (!line.startsWith(">") && !programs.isSignature(line) && !isAboveMarkedQuote(at)) {
                own.add(lines.get(at));
            }
        }
        return String.join("\n", own);
    }

    /** Whether nothing after this line is the person's. */
    private boolean isEnd(int at) {
        String line = line(at);
        return lines.get(at).equals("-- ")
                || programs.isOriginal(line)
                || (line.contains(":") && programs.isHead(line, List.of(line(at + 1), line(at + 2), line(at + 3))))
                || (isReply(at) && !isAboveMarkedQuote(at));
    }

    /** "On Monday, 3 March, at 10:02, A Shop wrote:" is on one line or on two. */
    private boolean isReply(int at) {
        return programs.isReply(line(at))
                || (line(at + 1).endsWith(":") && programs.isReply(line(at) + " " + line(at + 1)));
    }

    /** Where each quoted line is marked, the person may have written below. */
    private boolean isAboveMarkedQuote(int at) {
        if (!isReply(at)) {
            return false;
        }
        int next = at + 1;
        while (next < lines.size() && (line(next).isEmpty() || line(next).endsWith(":"))) {
            next++;
        }
        return line(next).startsWith(">");
    }

    private String line(int at) {
        if (at >= lines.size() || lines.get(at).length() > LONGEST_LINE) {
            return "";
        }
        return lines.get(at).strip();
    }
}
