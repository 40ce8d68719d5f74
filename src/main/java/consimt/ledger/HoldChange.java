package consimt.ledger;

import consimt.relation.EntryId;
import consimt.relation.Fact;
import consimt.relation.Mark;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An uncertain refusal begins to hold marketing, or somebody decided about it.
 *
 * @param fact which of these; the entry's kind has the same name
 * @param held of an opt-out, the entry that it gets when it is applied. Of a message, the id that names this message
 *     under all ids of the person, and no message of anybody else. The message's words are not in the ledger
 */
public record HoldChange(Fact.Kind fact, EntryId held) implements What {

    public HoldChange {
        if (!fact.isAboutHolding()) {
            throw new IllegalArgumentException("a fact that holds nothing");
        }
    }

    /** An uncertain opt-out holds marketing until somebody decides. */
    public static HoldChange of(EntryId optOut) {
        return new HoldChange(Fact.Kind.HOLD, optOut);
    }

    /** Somebody decided whether the held statement is an opt-out. */
    public static HoldChange released(EntryId optOut) {
        return new HoldChange(Fact.Kind.HOLD_RELEASED, optOut);
    }

    /**
     * The person sent a message whose words may be a refusal. The message is no agreement. It holds marketing from its
     * arrival, until somebody decides.
     */
    public static HoldChange suspected(EntryId message) {
        return new HoldChange(Fact.Kind.REFUSAL_SUSPECTED, message);
    }

    /** Somebody read a message, and decided that it is no refusal. */
    public static HoldChange cleared(EntryId message) {
        return new HoldChange(Fact.Kind.REFUSAL_CLEARED, message);
    }

    static BiFunction<String, Parts, HoldChange> reading(Fact.Kind fact) {
        return (value, parts) -> new HoldChange(fact, new EntryId(value));
    }

    @Override
    public String kind() {
        return fact.name();
    }

    @Override
    public String value() {
        return held.value();
    }

    @Override
    public Optional<Fact> fact(Mark mark) {
        return Optional.of(Fact.of(fact, mark.at(), held));
    }
}
