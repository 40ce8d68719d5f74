package consimt.person;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import consimt.business.Business;
import consimt.consent.Confirmation.Option;
import consimt.consent.Decision.ReportReason;
import consimt.consent.OpenConversation;
import consimt.consent.OpenConversation.Choice;
import consimt.consent.WhyNot;
import consimt.relation.Channel;
import consimt.relation.Scope;
import consimt.relation.Standing;
import consimt.relation.Standing.Conversation;
import consimt.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A business as a person's page shows it. All texts are for people, and may hold any characters.
 *
 * @param language of the texts, a BCP 47 tag. A business's own label may be in another one, if it has none in this
 * @param choices the three choices, while the relation waits for a decision; else null
 * @param parts of marketing; they stand beside the others
 * @param reasons for an opt-out, as the confirmation offers them
 */
public record ShownBusiness(
        String name,
        String language,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Choice> choices,
        @JsonUnwrapped MarketingParts parts,
        List<Option> reasons,
        List<Option> reportReasons) {

    /**
     * @param topics the kinds of its marketing that a scope can name; empty if it has none
     * @param channels all that a scope can name
     * @param senders its WhatsApp numbers that a scope can name; empty if it has none
     * @param scopes the scopes about which the person has wishes, in words; empty if there are none
     */
    public record MarketingParts(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Option> topics,
            List<Option> channels,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Sender> senders,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScopeLabel> scopes) {

        private static MarketingParts of(Business business, Standing standing, Words words) {
            return new MarketingParts(
                    business.offering().topics().stream()
                            .map(topic -> new Option(topic.code(), words.what(Scope.ofTopic(topic.code()))))
                            .toList(),
                    Arrays.stream(Channel.values())
                            .map(channel -> new Option(channel.word(), words.what(Scope.of(channel))))
                            .toList(),
                    business.senders().stream()
                            .map(sender -> new Sender(sender, words.what(new Scope(Channel.WHATSAPP, sender, null))))
                            .toList(),
                    standing.marketingByScope().keySet().stream()
                            .filter(scope -> !scope.isAll())
                            .map(scope -> new ScopeLabel(scope, words.what(scope)))
                            .toList());
        }
    }

    /** @param sender the id of the number */
    public record Sender(String sender, String label) {}

    public record ScopeLabel(Scope scope, String label) {}

    static ShownBusiness of(Business business, Standing standing, @Nullable Locale locale) {
        Words words = Words.of(business, locale);
        return new ShownBusiness(
                business.displayName(),
                words.language(),
                waits(standing) ? OpenConversation.choices(words) : null,
                MarketingParts.of(business, standing, words),
                WhyNot.offered(business, words),
                Arrays.stream(ReportReason.values())
                        .map(reason -> new Option(reason.name(), words.say("report." + reason)))
                        .toList());
    }

    private static boolean waits(Standing standing) {
        return standing.conversation() == Conversation.CONTACTED && !standing.isBlocked();
    }
}
