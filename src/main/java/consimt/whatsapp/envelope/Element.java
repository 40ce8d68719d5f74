package consimt.whatsapp.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The updates of one element of an envelope, or the reason why it was left out. */
record Element(List<Update> updates, @Nullable Ignored ignored) {

    static Element of(Update update) {
        return new Element(List.of(update), null);
    }

    static Element ignored(Ignored why) {
        return new Element(List.of(), why);
    }
}
