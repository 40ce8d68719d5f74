package consimt.relation;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import consimt.relation.Fact.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An opt-out of a WhatsApp number that is held refuses no less than the same opt-out once it is applied. */
class HeldByScopeTest {

    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final Scope NUMBER = Scope.of(Channel.WHATSAPP, "1");
    private static final Scope OFFERS = Scope.ofTopic("offers");
    private static final List<Scope> SCOPES =
            ScopedFacts.scopes(List.of(Channel.WHATSAPP, Channel.SMS), List.of("1", "2"), List.of("offers", "news"));

    @Test
    void whateverThePersonAskedForSince() {
        for (Scope optIn : SCOPES) {
            Standing held = since(optIn).with(fact(Kind.HOLD, Scope.ALL, 0));
            Standing applied = since(optIn).with(fact(Kind.OPT_OUT, NUMBER, 0));
            for (Scope message : SCOPES) {
                if (applied.optOutFrom(message) != null) {
                    assertNotNull(held.heldSince(message), () -> optIn + " lifts for " + message);
                }
            }
        }
    }

    private static Standing since(Scope optIn) {
        return Standing.UNKNOWN.with(fact(Kind.OPT_IN, optIn, 1));
    }

    private static Fact fact(Kind kind, Scope scope, int milli) {
        return new Fact(kind, scope, new Mark(AT.plusMillis(milli), EntryId.ofRequest(kind + "." + milli)), null);
    }
}
