package consimt.whatsapp;

import consimt.business.Business;
import consimt.ledger.EntryContent;
import consimt.ledger.EntryContent.Claim;
import consimt.ledger.EntryContent.Claim.Yes;
import consimt.ledger.EntryContent.OptIn;
import consimt.ledger.EntryContent.OptOut;
import consimt.ledger.Source;
import consimt.ledger.Source.Signer;
import consimt.record.EventTime;
import consimt.record.Request;
import consimt.record.Statement;
import consimt.record.WrittenText;
import consimt.refusal.RefusalClassifier;
import consimt.relation.Channel;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import consimt.relation.Scope;
import consimt.relation.UserId;
import consimt.whatsapp.envelope.Update;
import consimt.whatsapp.envelope.Update.IdChanged;
import consimt.whatsapp.envelope.Update.MessageReceived;
import consimt.whatsapp.envelope.Update.PreferenceChanged;
import consimt.whatsapp.envelope.Update.SendFailed;
import consimt.whatsapp.envelope.Update.WebhookField;
import consimt.whatsapp.envelope.Update.Wish;
import consimt.whatsapp.envelope.WhatsAppMessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record UpdateStatements(
        Business business,
        MessageClassifier reading,
        Signer signer,
        Instant now,
        Predicate<MessageReceived> everyMessageCounts) {

    private static final String CHANNEL = "whatsapp";

    private static final String STATUS = "whatsapp-status";

    /**
     * The platform delivers again for seven days. As long, a message may be an opt-out by words that were removed
     * since.
     */
    private static final Duration WORDS_COUNT_ON = Duration.ofDays(8);

    /** @param everyMessageCounts which messages need a look at their entries, even if they change nothing */
    UpdateStatements(Business business, Signer signer, Instant now, Predicate<MessageReceived> everyMessageCounts) {
        this(business, new MessageClassifier(RefusalClassifier.of(business)), signer, now, everyMessageCounts);
    }

    Relation relation(Update update) {
        return new Relation(update.person().userId(), business.businessId());
    }

    Optional<Statement> of(Update update) {
        if (update instanceof MessageReceived message) {
            return message(message);
        } else if (update instanceof PreferenceChanged preference) {
            return Optional.of(wish(preference));
        } else if (update instanceof IdChanged change) {
            EntryContent stated =
                    new EntryContent.IdentityChanged(change.previous().userId());
            Statement united = statement(update, CHANNEL, stated).knownAs(besides(change));
            return Optional.of(change.isUnsure() ? united.byTheBusinessAlone() : united);
        } else if (update instanceof SendFailed failed && failed.tellsOfAnOptOut()) {
            // The message was not sent because the person stopped marketing.
            return Optional.of(statement(update, STATUS, OptOut.of(false, number(update))));
        }
        return Optional.empty();
    }

    /**
     * What is set in the messenger is about the one number. A yes that the business alone vouches for is its claim, with an
     * id of its own: the operator may vouch for the same yes later.
     */
    private Statement wish(PreferenceChanged preference) {
        Scope number = number(preference);
        if (preference.wish() == Wish.STOP) {
            return statement(preference, CHANNEL, OptOut.of(false, number));
        }
        if (signer == Signer.OPERATOR) {
            return statement(preference, CHANNEL, new OptIn(number, null));
        }
        Request claiming = request(preference, CHANNEL)
                .under(EntryId.ofClaimIn(preference.entryId()))
                .onCallOfTheBusiness();
        return Statement.of(claiming, new Claim(Yes.OPT_IN, number, preference.text()))
                .knownAs(preference.person().others());
    }

    /** Empty for a message that refuses nothing and is no agreement either. */
    private Optional<Statement> message(MessageReceived message) {
        return switch (reading.of(message)) {
            case OPT_OUT ->
                Optional.of(statement(
                        message,
                        CHANNEL,
                        OptOut.of(true, reading.scopeOf(message).of(business))));
            case SUSPECTED_REFUSAL -> Optional.of(suspected(message));
            case UNKNOWN_SCRIPT -> Optional.empty();
            case TALK -> message.mayAgree() ? Optional.of(agreement(message)) : Optional.empty();
        };
    }

    private Statement suspected(MessageReceived message) {
        Request request = request(message, CHANNEL, message.arrivedAt() == null ? now : message.arrivedAt());
        // An old message takes back nothing that the person said after it.
        boolean isOld = message.field() == WebhookField.HISTORY;
        return Statement.ofSuspected(
                        isOld ? request.countingFromItsTime() : request, WrittenText.of(reading.shown(message)))
                .knownAs(message.person().others());
    }

    private Statement agreement(MessageReceived message) {
        Statement agreement = Statement.ofMessage(request(message, CHANNEL))
                .knownAs(message.person().others());
        // A message with a time in the future counts from its first arrival, which only the ledger has.
        boolean isAlwaysAnEntry = message.type() == WhatsAppMessageType.CALL_PERMISSION;
        return !message.time().isCertain()
                        || isAlwaysAnEntry
                        || wordsWereTakenAway()
                        || everyMessageCounts.test(message)
                ? agreement
                : agreement.unlessItChangesNothing();
    }

    private boolean wordsWereTakenAway() {
        Instant at = business.wordsTakenAwayAt();
        return at != null && at.plus(WORDS_COUNT_ON).isAfter(now);
    }

    static boolean isByStatus(Statement statement) {
        return STATUS.equals(statement.request().source().channel());
    }

    static Scope number(Update update) {
        return Scope.of(Channel.WHATSAPP, update.phoneNumberId());
    }

    private Statement statement(Update update, String channel, EntryContent what) {
        return Statement.of(request(update, channel), what)
                .knownAs(update.person().others());
    }

    private Request request(Update update, String channel) {
        return request(update, channel, now);
    }

    private Request request(Update update, String channel, Instant receivedAt) {
        return new Request(
                update.entryId(),
                relation(update),
                EventTime.bySeconds(
                        update.time().at(),
                        update.time().isUndated() ? null : update.time().own()),
                receivedAt,
                Source.by(channel).signedBy(signer),
                null);
    }

    private static Set<UserId> besides(IdChanged change) {
        return Stream.of(change.previous(), change.person())
                .flatMap(person -> person.others().stream())
                .collect(Collectors.toSet());
    }
}
