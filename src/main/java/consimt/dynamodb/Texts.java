package consimt.dynamodb;

import consimt.relation.EntryId;
import consimt.relation.Mark;
import consimt.relation.Relation;
import consimt.relation.Removal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The texts in which composed values are stored. {@code #} joins their parts and stands in no id, so no two values
 * share a text.
 */
final class Texts {

    /** Of one width, so that the order of texts is the order of time. */
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final char JOINT = '#';

    /** The character after {@link #JOINT}: greater than it, and nothing lies between. */
    private static final char AFTER_JOINT = '$';

    private Texts() {}

    static String relation(Relation relation) {
        return relation.userId().value() + JOINT + relation.businessId().value();
    }

    static String instant(Instant instant) {
        return INSTANT.format(instant);
    }

    static String mark(Mark mark) {
        return instant(mark.at()) + JOINT + mark.entry().value();
    }

    static Mark mark(String text) {
        int joint = text.indexOf(JOINT);
        return new Mark(Instant.parse(text.substring(0, joint)), new EntryId(text.substring(joint + 1)));
    }

    /** Below every mark of the instant, above every earlier one. */
    static String beforeMarksAt(Instant instant) {
        return instant(instant) + JOINT;
    }

    /** Above every mark of the instant, below every later one. */
    static String afterMarksAt(Instant instant) {
        return instant(instant) + AFTER_JOINT;
    }

    static String removal(Removal removal) {
        return removal.stopsBy().toString() + JOINT + mark(removal.optOut());
    }

    static Removal removal(String text) {
        int joint = text.indexOf(JOINT);
        return new Removal(LocalDate.parse(text.substring(0, joint)), mark(text.substring(joint + 1)));
    }
}
