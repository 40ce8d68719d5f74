/**
 * What a business has settled: how numbers leave its marketing list and by when, what covers its marketing, where it
 * is and which languages its people speak, the reasons it offers.
 *
 * <p>A business that never configured anything works with the defaults: removal at once, any accepted conversation
 * covers marketing, the built-in reasons. Settings are kept in memory for at most {@link
 * consimt.business.BusinessSettings#KEPT}, so a change is in force everywhere within that time. For opt-outs, and for
 * what WhatsApp tells, it is in force at once: they read the settings first. Each change is in the ledger.
 */
@NullMarked
package consimt.business;

import org.jspecify.annotations.NullMarked;
