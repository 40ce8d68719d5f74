/**
 * What a business configures: how and by when numbers leave its marketing list, which agreement covers its marketing,
 * its country and languages, the reasons it offers.
 *
 * <p>A business without settings works with the defaults: removal at once, only an opt-in covers marketing, the
 * built-in reasons. A business that settles no marketing basis has that of its country ({@code Laws}): dated rows,
 * each with its source. One of its own stays until the business sends another, or gives the choice to its country.
 * Other rows say from which day on an opt-out in one scope counts for all marketing; a business has no choice there.
 *
 * <p>Settings are cached for at most {@link consimt.business.BusinessSettings#KEPT}, so a change is in force everywhere
 * within that time. For opt-outs, and for all updates of WhatsApp, a change is in force at once: these read the
 * settings first. Each change is in the ledger.
 */
@NullMarked
package consimt.business;

import org.jspecify.annotations.NullMarked;
