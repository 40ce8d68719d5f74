package consimt.relation;

import org.jspecify.annotations.Nullable;

/**
 * The removal that people at the business do by hand. It tells what was promised first, so unlike the marks it depends on
 * what arrived first.
 *
 * @param removal the one that belongs to the last time that the person went from not opted out to opted out
 * @param isDone whether somebody at the business has done it
 * @param before the one that it took the place of
 */
public record ByHand(
        @Nullable Removal removal, boolean isDone, @Nullable Removal before) {

    public static final ByHand NOTHING = new ByHand(null, false, null);

    ByHand replacedBy(@Nullable Removal next) {
        return new ByHand(next, false, removal == null ? before : removal);
    }
}
