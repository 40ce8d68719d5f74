package consimt.relation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import consimt.answer.IdText;
import consimt.answer.Problem;
import consimt.form.Reading;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A person's id. It is often a phone number, so {@link #toString} shows only the last two characters.
 *
 * <p>Two spellings of one id are equal. All that is stored, hashed or compared has the one form ({@link #value}). JSON has
 * the spelling of the caller, so that an answer names each person as the request did.
 */
public final class UserId implements Comparable<UserId> {

    /**
     * What may be meant as a number, but is none with its country's code: with a zero before it, with separators or plus
     * signs that stayed, behind the scheme of another program, or before the name of WhatsApp's own servers.
     */
    private static final Pattern MAY_BE_A_NUMBER = Pattern.compile("0[0-9]+|[0-9]*+[.+-][0-9.+-]*"
            + "|[A-Za-z][A-Za-z0-9.+-]*:[0-9.+-]+(@.*)?|.*@(s\\.whatsapp\\.net|c\\.us)");

    private final String value;
    private final String asked;
    private final @Nullable String other;

    /** @param asked the id in any of its spellings */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId(String asked) {
        List<String> readings = IdText.readings(asked);
        this.value = Ids.checked(Ids.PERSON, readings.get(0));
        this.asked = asked;
        this.other = readings.size() > 1 ? readings.get(1) : null;
    }

    /** Reads an id. What may mean two people, or another one, is a problem, but counts for a refusal. */
    public static Reading<UserId> reading() {
        Reading<UserId> any = Ids.reading(Ids.PERSON, IdText::oneForm, UserId::new);
        return (value, at) -> {
            UserId id = any.read(value, at);
            if (id != null && id.other != null) {
                at.isOneOf(List.of(id.value, id.other));
            } else if (id != null && IdText.lacksCode(id.asked)) {
                at.invalid("needs the code of its country, as 40 755 100 010");
            } else if (id != null && MAY_BE_A_NUMBER.matcher(id.value).matches()) {
                at.doubt(Problem.Code.INVALID, "may be no number with its country code, so this may be another person");
            }
            return id;
        };
    }

    /** Null if the text cannot be an id, or lacks the code of a country. */
    public static @Nullable UserId orNull(String value) {
        return Ids.PERSON.matcher(IdText.oneForm(value)).matches() && !IdText.lacksCode(value)
                ? new UserId(value)
                : null;
    }

    /** The one form of all its spellings. */
    public String value() {
        return value;
    }

    /** Whom the spelling may mean as well: somebody else, whom a refusal protects too. Mostly null. */
    public @Nullable UserId otherReading() {
        return other == null ? null : new UserId(other);
    }

    /** All whom the spelling may mean, the usual one first: one person, mostly. */
    public List<UserId> readings() {
        return other == null ? List.of(this) : List.of(new UserId(value), new UserId(other));
    }

    /** As the caller spelled it. */
    @JsonValue
    public String asked() {
        return asked;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return "user:*" + value.substring(Math.max(0, value.length() - 2));
    }
}
