package consimt.relation;

import org.jspecify.annotations.Nullable;

/**
 * The removal that people at the business do by hand. It keeps what was promised first. So, unlike the marks, it
 * depends on the order of arrival.
 *
 * @param removal the one of the last change from not opted out to opted out
 * @param isDone whether somebody at the business has done it
 * @param before the removal that it replaced
 */
public record ByHand(
        @Nullable Removal removal, boolean isDone, @Nullable Removal before) {

    public static final ByHand NOTHING = new ByHand(null, false, null);

    ByHand replacedBy(@Nullable Removal next) {
        return new ByHand(next, false, removal == null ? before : removal);
    }
}
