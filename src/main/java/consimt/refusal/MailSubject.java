package consimt.refusal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The subject of a mail. In an answer, and in a mail that is passed on, its words are the business's. */
final class MailSubject {

    /** In UTF-16 units: how much of a subject is read for what a program put before it. */
    private static final int LONGEST_PREFIX = 60;

    /** "[EXT] Re[2]:" */
    private static final Pattern PREFIX =
            Pattern.compile("(?:\\[[^\\]]*+\\]\\s*+)*+([^:：\\[(]{1,20}?)\\s*+(?:[\\[(]\\d{1,3}[\\])])?\\s*+[:：]");

    private MailSubject() {}

    /** Whether the person wrote it. */
    static boolean isOwn(String subject) {
        String stripped = subject.strip();
        Matcher prefix = PREFIX.matcher(stripped.substring(0, Math.min(stripped.length(), LONGEST_PREFIX)));
        return !stripped.isEmpty() && !(prefix.lookingAt() && MailLines.get().isOfAnAnswer(prefix.group(1)));
    }
}
