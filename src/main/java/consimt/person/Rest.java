package consimt.person;

import consimt.followup.FollowUp;
import consimt.form.Page;
import consimt.relation.BusinessId;
import consimt.relation.EntryId;
import consimt.relation.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of one relation to go through: the work in the business's queue, then the work in the operator's, who
 * reviews what the person reported of the business, and last the entries.
 *
 * @param part which of the three, from 0
 * @param after the id after which to go on; null to start with the part
 */
record Rest(int part, @Nullable String after) {

    static final int ENTRIES = 2;

    static final Rest START = new Rest(0, null);

    static @Nullable Rest of(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '0' + ENTRIES
                ? new Rest(text.charAt(0) - '0', text.length() == 1 ? null : text.substring(1))
                : null;
    }

    String text() {
        return part + (after == null ? "" : after);
    }

    static @Nullable Rest entries(@Nullable EntryId after) {
        return after == null ? null : new Rest(ENTRIES, after.value());
    }

    /** After which entry to go on, if this is about entries. */
    @Nullable EntryId entry() {
        return part < ENTRIES || after == null ? null : new EntryId(after);
    }

    boolean isWork() {
        return part < ENTRIES;
    }

    private BusinessId queue(Relation relation, BusinessId operator) {
        return part == 0 ? relation.businessId() : operator;
    }

    /** The work of this part. The operator's own queue is gone through once. */
    Page<FollowUp> work(Relation relation, BusinessId operator, PersonItems items) {
        return part == 1 && relation.businessId().equals(operator)
                ? new Page<>(List.of(), null)
                : items.work(relation, queue(relation, operator), after);
    }

    Rest then(Page<FollowUp> page) {
        return new Rest(page.isLast() ? part + 1 : part, page.next());
    }
}
