package consimt.whatsapp;

import consimt.followup.HeldOptOut;
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
final class PersonUpdates {

    private static final Comparator<Written> EARLIEST =
            Comparator.comparing(written -> written.fact().mark());

    private static final Comparator<Update> BY_TIME = Comparator.comparing(Update::at);

    private final Relation relation;
    private final List<MessageSent> messages = new ArrayList<>();
    private final List<Update> others = new ArrayList<>();
    private final OptOutDetector meaning;

    private final Queue<Written> agreements = new ConcurrentLinkedQueue<>();
    private final Queue<MessageSent> optOuts = new ConcurrentLinkedQueue<>();
    private final List<HeldOptOut> held = new ArrayList<>();

    /** @param updates all of them about this person, in any order; no changes of identity */
    PersonUpdates(Relation relation, List<Update> updates, OptOutDetector meaning) {
        this.relation = relation;
        this.meaning = meaning;
        for (Update update : updates) {
            if (update instanceof MessageSent message && !meaning.isOptOut(message)) {
                messages.add(message);
            } else if (!(update instanceof SendFailed failed) || failed.tellsOfAnOptOut()) {
                others.add(update);
            }
        }
    }

    /** The ledger's entries of plain messages, each independent of all others. */
    Stream<Runnable> entries(Facts facts) {
        return messages.stream()
                .map(message -> () -> facts.write(relation, message).ifPresent(written -> sort(message, written)));
    }

    private void sort(MessageSent message, Written written) {
        if (written.fact().kind().isOptOut()) {
            optOuts.add(message);
        } else {
            agreements.add(written);
        }
    }

    /** Everything else, after the entries. */
    void join(Facts facts) {
        Set<UserId> linked = new HashSet<>();
        joinAgreement(facts, linked);
        // To the standing the order makes no difference; by time, its marks alone tell what was wished when a message
        // was
        // sent.
        List<MarketingSent> sent = new ArrayList<>();
        for (Update update :
                Stream.concat(others.stream(), optOuts.stream()).sorted(BY_TIME).toList()) {
            if (update instanceof MarketingSent marketing) {
                sent.add(marketing);
            } else {
                facts.marketing(relation, sent);
                sent.clear();
                join(facts, update, linked);
            }
        }
        facts.marketing(relation, sent);
    }

    /** Of all messages it is the earliest that counts for the standing. */
    private void joinAgreement(Facts facts, Set<UserId> linked) {
        agreements.stream().min(EARLIEST).ifPresent(earliest -> {
            messages.stream()
                    .map(message -> message.person().alias())
                    .filter(Objects::nonNull)
                    .forEach(linked::add);
            boolean repeated = agreements.stream().anyMatch(Written::isRepeated);
            facts.join(relation, linked, earliest.fact(), repeated);
        });
    }

    private void join(Facts facts, Update update, Set<UserId> linked) {
        UserId alias = update.person().alias();
        @Nullable UserId news = alias != null && linked.add(alias) ? alias : null;
        if (update instanceof MessageSent message) {
            facts.optOut(relation, news, message);
        } else if (update instanceof PreferenceChanged preference) {
            facts.preference(relation, news, preference);
        } else if (update instanceof SendFailed failed) {
            facts.notSent(relation, news, failed).ifPresent(held::add);
        }
    }

    /** The opt-outs that are to be looked at before they are applied. */
    Stream<HeldOptOut> held() {
        return held.stream();
    }
}
