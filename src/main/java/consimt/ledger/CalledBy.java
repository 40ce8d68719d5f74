package consimt.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import consimt.answer.Caller;
import org.jspecify.annotations.Nullable;

/**
 * On whose call an entry was written. The service itself stores this, beside any name that the call gave.
 *
 * @param id of a business that called. A person has the id of the ledger, and the operator has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CalledBy(Kind kind, @Nullable String id) {

    /** Nobody's call. */
    public static final CalledBy SYSTEM = new CalledBy(Kind.SYSTEM, null);

    public static final CalledBy OPERATOR = new CalledBy(Kind.OPERATOR, null);

    /** A person by a link of their own. */
    public static final CalledBy PERSON = new CalledBy(Kind.PERSON, null);

    public enum Kind {
        OPERATOR,
        BUSINESS,
        PERSON,
        /** The service: by the calendar, as the consequence of another entry, or for a webhook, whose signer is stored. */
        SYSTEM
    }

    public static CalledBy of(Caller caller) {
        return switch (caller.kind()) {
            case OPERATOR -> OPERATOR;
            case BUSINESS -> new CalledBy(Kind.BUSINESS, caller.businessId());
            case PERSON -> PERSON;
        };
    }

    /** As it is stored: the kind, and after a blank the id. No id has a blank. */
    String text() {
        return id == null ? kind.name() : kind.name() + " " + id;
    }

    /** @throws IllegalArgumentException if only newer code knows the kind */
    static CalledBy read(String text) {
        String[] parts = text.split(" ", 2);
        return new CalledBy(Kind.valueOf(parts[0]), parts.length == 1 ? null : parts[1]);
    }
}
