/**
 * Who calls, if not the operator: a business or one of the operator's people with a token of this service, a business
 * with a token of the operator's identity provider, or a person with a link.
 *
 * <ul>
 *   <li>A token of this service is encrypted, by a key of its own. It names who has it, and each entry of theirs
 *       has this name. It has an end, may be limited to reading or checking, and can be revoked. With one of the
 *       operator's people nobody says yes in a person's place, and nobody makes tokens or settings.
 *   <li>A token of the identity provider is a signed JWT with the issuer, the audience and a claim {@code businessId}.
 *       The issuer publishes its keys. A token with the operator's own id is refused: the reviews of the reports about
 *       all businesses are under that id.
 *   <li>A person's link is encrypted, because links stand in addresses, where nothing personal may be read. A link is for
 *       one relation or for all relations of one person, and for one purpose, which has a key of its own. It expires, and
 *       can be revoked before that.
 *   <li>A link to unsubscribe can only opt out, and only by POST (RFC 8058). Programs that open links to check them
 *       change nothing. The page that answers may offer more, by a sealed field, if the operator had the link made.
 *       After its end such a link takes a no and shows nothing, as long as its key is known. It is revoked by its id
 *       alone, and for all time: a revocation of all links leaves the one click of every mail as it is.
 *   <li>A link to subscribe is the person's own yes if the operator had it made. A business could press its own, so these
 *       make claims. No token of the operator's people makes any.
 *   <li>A link to unsubscribe or to subscribe may be about a part of the marketing. If this code cannot read the part, the
 *       one stops all, and the other asks for nothing.
 *   <li>All that a token says is read after it was verified. Nothing that was sent beside the token is believed. An
 *       invalid token gets no reason. A store or an issuer that does not answer is a fault, and never a permission.
 * </ul>
 */
@NullMarked
package consimt.access;

import org.jspecify.annotations.NullMarked;
