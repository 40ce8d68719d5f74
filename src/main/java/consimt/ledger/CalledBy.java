package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Caller;
import org.jspecify.annotations.Nullable;

/**
 * On whose call an entry was written. The service itself stores this, beside any name that the call gave.
 *
 * @param id of a business that called. A person has the id of the ledger, and the operator has none
 * @param name who has the token of this service with which the call was made; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CalledBy(
        Kind kind, @Nullable String id, @Nullable String name) {

    public static final CalledBy SYSTEM = new CalledBy(Kind.SYSTEM, null, null);

    public static final CalledBy OPERATOR = new CalledBy(Kind.OPERATOR, null, null);

    /** A person by a link of their own. */
    public static final CalledBy PERSON = new CalledBy(Kind.PERSON, null, null);

    public enum Kind {
        /** With a name, one of the operator's people. */
        OPERATOR,
        BUSINESS,
        PERSON,
        /** The service: by the calendar, as the consequence of another entry, or for a webhook, whose signer is stored. */
        SYSTEM
    }

    public static CalledBy of(Caller caller) {
        return switch (caller.kind()) {
            case OPERATOR -> OPERATOR;
            case BUSINESS -> new CalledBy(Kind.BUSINESS, caller.businessId(), caller.name());
            case PERSON -> PERSON;
            case STAFF -> new CalledBy(Kind.OPERATOR, null, caller.name());
        };
    }

    /** As it is stored: the kind, and after a blank each the id and the name. No id has a blank. */
    String text() {
        String whose = id == null ? "" : id;
        return name == null ? (kind.name() + " " + whose).strip() : kind.name() + " " + whose + " " + name;
    }

    /** @throws IllegalArgumentException if only newer code knows the kind */
    static CalledBy read(String text) {
        String[] parts = text.split(" ", 3);
        return new CalledBy(
                Kind.valueOf(parts[0]),
                parts.length == 1 || parts[1].isEmpty() ? null : parts[1],
                parts.length < 3 ? null : parts[2]);
    }
}
