package consimt.whatsapp;

import consimt.relation.Relation;
import consimt.relation.UserId;
import consimt.whatsapp.Facts.Written;
import consimt.whatsapp.Update.MarketingSent;
import consimt.whatsapp.Update.MessageSent;
import consimt.whatsapp.Update.PreferenceChanged;
import consimt.whatsapp.Update.SendFailed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one envelope tells of one person and one business. */
final class Told {

    private static final Comparator<Written> EARLIEST =
            Comparator.comparing(written -> written.fact().mark());

    /** The order makes no difference to the standing; so many marks as are out of order are moved in vain. */
    private static final Comparator<Update> BY_TIME = Comparator.comparing(Update::at);

    private final Relation relation;
    private final List<MessageSent> messages = new ArrayList<>();
    private final List<Update> others = new ArrayList<>();
    private final Meaning meaning;

    private final Queue<Written> written = new ConcurrentLinkedQueue<>();

    /** @param updates all of them about this person, in any order; no changes of identity */
    Told(Relation relation, List<Update> updates, Meaning meaning) {
        this.relation = relation;
        this.meaning = meaning;
        for (Update update : updates.stream().sorted(BY_TIME).toList()) {
            if (update instanceof MessageSent message && !meaning.isOptOut(message)) {
                messages.add(message);
            } else {
                others.add(update);
            }
        }
    }

    /** The ledger's entries of plain messages, each independent of all others. */
    Stream<Runnable> entries(Facts facts) {
        return messages.stream()
                .map(message -> () -> facts.write(relation, message).ifPresent(written::add));
    }

    /** Everything else, after the entries: of all messages it is the earliest that counts for the standing. */
    void join(Facts facts) {
        Set<UserId> linked = new HashSet<>();
        written.stream().min(EARLIEST).ifPresent(earliest -> {
            messages.stream()
                    .map(message -> message.person().alias())
                    .filter(Objects::nonNull)
                    .forEach(linked::add);
            boolean repeated = written.stream().anyMatch(Written::isRepeated);
            facts.join(relation, linked, earliest.fact(), repeated);
        });
        for (Update update : others) {
            UserId alias = update.person().alias();
            @Nullable UserId news = alias != null && linked.add(alias) ? alias : null;
            if (update instanceof MessageSent message) {
                facts.optOut(relation, news, message);
            } else if (update instanceof PreferenceChanged preference) {
                facts.preference(relation, news, preference);
            } else if (update instanceof SendFailed failed) {
                facts.sendFailed(relation, news, failed);
            }
        }
        facts.marketing(
                relation,
                others.stream()
                        .filter(MarketingSent.class::isInstance)
                        .map(MarketingSent.class::cast)
                        .toList());
    }
}
