/**
 * Who calls, where that is not the operator: a business with a token of the operator's identity provider, a person with
 * a link.
 *
 * <ul>
 *   <li>A business's token is a signed JWT with the issuer, the audience and a claim {@code businessId}; its keys are
 *       those that the issuer publishes. One with the operator's own id is nobody's: under it the reports about all
 *       businesses are reviewed.
 *   <li>A person's link is a token of ours: signed, and encrypted around that, for it stands in addresses, and nothing
 *       personal may be read there. It is for one relation or for all of one person's, for one purpose, ends by itself,
 *       and can be revoked before that.
 *   <li>A link to unsubscribe does nothing else than opt out, and only by POST (RFC 8058): programs that follow links
 *       to look at them change nothing.
 *   <li>Everything a token says is taken from it after it was verified, and nothing from what was sent beside it. What
 *       is wrong with a token is not told. A store or an issuer that does not answer is a fault, never a pass.
 * </ul>
 */
@NullMarked
package consimt.access;

import org.jspecify.annotations.NullMarked;
