package consimt.ledger;

import consimt.relation.Categories;
import consimt.relation.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What an opt-out or an opt-in is about, in the one text that an entry has for it: the text of the scope, and after it
 * what is refused besides marketing.
 *
 * @param categories which an opt-out refuses besides marketing, by the scope's channel; null for nothing else
 */
record StatedScope(Scope scope, @Nullable Categories categories) {

    static final StatedScope ALL = new StatedScope(Scope.ALL, null);

    /** Ends the text. No topic has a capital letter, so no scope's own text ends like this. */
    private static final String OF_ALL_CATEGORIES = "/" + Categories.ALL;

    /** @throws IllegalArgumentException if the text is none of this release's */
    static StatedScope of(String text) {
        return text.endsWith(OF_ALL_CATEGORIES)
                ? new StatedScope(
                        Scope.of(text.substring(0, text.length() - OF_ALL_CATEGORIES.length())), Categories.ALL)
                : new StatedScope(Scope.of(text), null);
    }

    /** Null for all marketing, which is not stored. */
    @Nullable String text() {
        if (scope.isAll()) {
            return null;
        }
        return categories == null ? scope.text() : scope.text() + OF_ALL_CATEGORIES;
    }
}
