package consimt.whatsapp.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The ids of the phone numbers that an envelope names. They tell whose secrets must have signed it, so they are all that
 * is read of what anybody may have sent; the rest is passed over and nothing of it is kept.
 *
 * @param ids in an order of their own, for whoever sends them could give all of them one hash
 */
public record Numbers(SortedSet<String> ids) implements Received {

    /** So many updates an envelope has at most, each of which may be about another number. */
    static final int MOST = 1_000;

    /** The fields that lead to one. Any of them may hold a list. */
    private static final List<String> PATH = List.of("entry", "changes", "value", "metadata", "phone_number_id");

    public Numbers {
        ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    }

    /** At least those of the envelope that {@link Envelope#read} makes of the same body, if it makes one. */
    public static Received in(byte[] body) {
        return EnvelopeJson.pass(body, parser -> {
            if (parser.nextToken() == null) {
                return Unreadable.NOT_JSON;
            }
            SortedSet<String> ids = new TreeSet<>();
            collect(parser, 0, ids);
            if (parser.nextToken() != null) {
                return Unreadable.NOT_JSON;
            }
            return ids.size() > MOST ? Unreadable.NOT_AN_ENVELOPE : new Numbers(ids);
        });
    }

    /**
     * Goes through one value.
     *
     * @param step how many fields of the path led to it
     */
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
                // Neither holds one nor is one.
            }
        }
    }

    /** Whether it names no number that is not among these. */
    public boolean cover(Envelope envelope) {
        return ids.containsAll(envelope.phoneNumberIds());
    }
}
