/**
 * What the reasons for opt-outs teach a business, by week, month, scope or campaign.
 *
 * <p>A report reads the changes of a business that arrived in its days, and nothing else. A change belongs to the day of
 * its arrival, in the business's time zone.
 *
 * <p>A person counts once in each period, with their last word there: the opt-out or opt-in that counts from the latest
 * instant. At the same instant an opt-out is the last. Ids that a change of identity in the same days says are one
 * person's count as one person.
 *
 * <p>The reason of an opt-out is its last explanation in the same days, else the one that came with it. Who declined and
 * who was not asked count apart.
 *
 * <p>A text is shown only where at least five people of the period gave its reason, so that the report alone does not
 * tell who wrote it. The text stays as it was written: the business has read it beside the person's id in a notice.
 */
@NullMarked
package consimt.insight;

import org.jspecify.annotations.NullMarked;
