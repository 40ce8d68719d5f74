package consimt.notice;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import consimt.form.Reading;
import consimt.form.Values;
import consimt.relation.EntryId;
import consimt.runtime.Sha256;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The id of a change, unique in a deployment, and its place among the changes of a business. Its text has no dot, which
 * separates the parts of a signed notice.
 *
 * @param arrivedAt when the entry was stored, to the millisecond, by the clock of the function that stored it
 * @param hash of the entry's key
 */
public record ChangeId(Instant arrivedAt, String hash) implements Comparable<ChangeId> {

    private static final int LENGTH_OF_HASH = 26;
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,15}-[0-9a-v]{26}");
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})-([0-9a-v]{0,26})");
    private static final int LONGEST = 42;

    /** After all changes that arrived before an instant, and before those that arrived at it. */
    public static ChangeId before(Instant instant) {
        return new ChangeId(instant, "");
    }

    /** @param ledger the key of the relation, or of a business's settings */
    public static ChangeId of(Instant arrivedAt, String ledger, EntryId entry) {
        return new ChangeId(
                arrivedAt, Sha256.of("change", ledger, entry.value()).shortId());
    }

    public static Reading<ChangeId> reading() {
        return Values.matching(WHOLE, LONGEST, "is no id of a change", ChangeId::ofText);
    }

    /**
     * A place in the list, as {@link #text} wrote it.
     *
     * @throws IllegalArgumentException if the text is no place
     */
    @JsonCreator
    public static ChangeId ofText(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no place in a list of changes");
        }
        return new ChangeId(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), parts.group(2));
    }

    /** The place right before this one, with no change between them. A place that is no change's is its own. */
    public ChangeId justBefore() {
        return hash.length() < LENGTH_OF_HASH ? this : new ChangeId(arrivedAt, hash.substring(0, LENGTH_OF_HASH - 1));
    }

    @JsonValue
    public String text() {
        return arrivedAt.toEpochMilli() + "-" + hash;
    }

    @Override
    public int compareTo(ChangeId other) {
        int byTime = arrivedAt.compareTo(other.arrivedAt);
        return byTime == 0 ? hash.compareTo(other.hash) : byTime;
    }

    /** Without the hash, which could be tried out against numbers. */
    @Override
    public String toString() {
        return "change of " + arrivedAt;
    }
}
