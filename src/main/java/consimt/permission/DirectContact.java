package consimt.permission;

import consimt.permission.Rules.Ask;
import consimt.relation.MessageCategory;
import org.jspecify.annotations.Nullable;

/** The direct contacts of a business and a person: its messages and calls by category, and the person's messages. */
public enum DirectContact {
    MARKETING(MessageCategory.MARKETING),
    UTILITY(MessageCategory.UTILITY),
    AUTHENTICATION(MessageCategory.AUTHENTICATION),
    SERVICE(MessageCategory.SERVICE),
    CALL(MessageCategory.CALL),
    MESSAGE_TO_BUSINESS(null);

    private final @Nullable MessageCategory category;

    DirectContact(@Nullable MessageCategory category) {
        this.category = category;
    }

    /** The interaction by which {@link Ask} names it. */
    Interaction interaction() {
        return category == null ? Interaction.MESSAGE_TO_BUSINESS : Interaction.MESSAGE_TO_USER;
    }

    @Nullable MessageCategory category() {
        return category;
    }
}
