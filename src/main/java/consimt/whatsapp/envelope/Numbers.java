package consimt.whatsapp.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The ids of the phone numbers in an envelope. They decide whose secrets must have signed it, so they are read before
 * the signature is verified. Nothing else of the envelope is kept then.
 *
 * @param ids sorted, because a stranger could make up many ids with one hash
 */
public record Numbers(SortedSet<String> ids) {

    /** The most updates in an envelope; each may be about another number. */
    static final int MOST = 1_000;

    /** The fields on the path to a number. Each may hold a list. */
    private static final List<String> PATH = List.of("entry", "changes", "value", "metadata", "phone_number_id");

    public Numbers {
        ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    }

    /** At least the numbers of the envelope that {@link Envelope#read} makes from the same body. */
    public static Optional<Numbers> in(byte[] body) {
        return EnvelopeJson.pass(body, parser -> {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            SortedSet<String> ids = new TreeSet<>();
            collect(parser, 0, ids);
            if (parser.nextToken() != null) {
                return Optional.empty();
            }
            return ids.size() > MOST ? Optional.empty() : Optional.of(new Numbers(ids));
        });
    }

    /** @param step how many fields of the path lead to it */
    private static void collect(JsonParser parser, int step, Set<String> ids) throws IOException {
        switch (parser.currentToken()) {
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    collect(parser, step, ids);
                }
            }
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    boolean leadsOn = step < PATH.size() && PATH.get(step).equals(parser.currentName());
                    parser.nextToken();
                    if (leadsOn) {
                        collect(parser, step + 1, ids);
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            case VALUE_STRING -> {
                if (step == PATH.size() && ids.size() <= MOST && Change.isPhoneNumberId(parser.getText())) {
                    ids.add(parser.getText());
                }
            }
            default -> {
                // A value that is neither a number nor a container of one.
            }
        }
    }

    public boolean cover(Envelope envelope) {
        return ids.containsAll(envelope.phoneNumberIds());
    }
}
